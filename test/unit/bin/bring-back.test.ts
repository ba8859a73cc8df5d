import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bringBack } from '../../../bin/cli/bring-back.ts';
import { interruptible } from '../../../bin/cli/interruptible.ts';
import type { StoredObject } from '../../../queue/contracts/index.ts';
import { type EvidenceStore, localStore, sha256 } from '../../../queue/evidence/index.ts';
import { unwritable } from '../../../queue/evidence/object-name.ts';

const OBJECTS = ['one', 'two', 'three', 'four'].map((text) => Buffer.from(text));
const NAMES = OBJECTS.map(sha256);
const NAMED = NAMES.map((storedAs) => ({ storedAs }) as StoredObject);
const [ONE = '', TWO = '', THREE = '', FOUR = ''] = NAMES;

describe('bringing captured objects back', () => {
  let folder = '';
  let beside: EvidenceStore;
  let store: EvidenceStore;
  const signal = new AbortController().signal;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-back-'));
    beside = localStore(join(folder, 'beside'));
    store = localStore(join(folder, 'store'));
    for (const bytes of OBJECTS) await beside.put(sha256(bytes), bytes);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function alter(place: string, name: string): void {
    const path = join(folder, place, name.slice(0, 2), name);
    chmodSync(path, 0o600);
    writeFileSync(path, 'altered');
  }

  it('says what came and what did not where the store refuses half way, and goes on from there', async () => {
    let room = 2;
    const full: EvidenceStore = {
      ...store,
      async put(name, bytes) {
        if (room === 0) throw unwritable('the store', 'it is full', undefined);
        room -= 1;
        await store.put(name, bytes);
      },
    };
    const options = { mendsAltered: false, signal };
    expect(await bringBack(beside, full, NAMED, options)).toEqual({
      ...{ copied: [ONE, TWO], setAside: 0, lost: [], left: 2 },
      stopped: 'expected to write to the evidence store at the store, but it is full',
    });
    expect(await bringBack(beside, store, NAMED, options)).toEqual({
      ...{ copied: [THREE, FOUR], setAside: 0, lost: [], left: 0, stopped: null },
    });
  });

  it('leaves altered bytes where they lie unless there is a whole copy, and then keeps them', async () => {
    for (const bytes of OBJECTS) await store.put(sha256(bytes), bytes);
    alter('store', ONE);
    alter('store', TWO);
    alter('beside', TWO);
    const asIs = await bringBack(beside, store, NAMED, { mendsAltered: false, signal });
    expect(asIs).toMatchObject({ copied: [], lost: [], stopped: null });
    const mended = await bringBack(beside, store, NAMED, { mendsAltered: true, signal });
    expect(mended).toMatchObject({ copied: [ONE], setAside: 1, lost: [TWO], left: 0 });
    expect(await store.get(ONE)).toEqual(OBJECTS[0]);
    await expect(store.get(TWO)).rejects.toMatchObject({ code: 'evidence.altered' });
    expect(readdirSync(join(folder, 'store', 'altered'))).toHaveLength(1);
  });

  it('ends after the object in hand when somebody ends it, and listens no longer', async () => {
    const listeners = process.listenerCount('SIGINT');
    const back = await interruptible((ended) =>
      bringBack(
        beside,
        {
          ...store,
          async put(name, bytes) {
            await store.put(name, bytes);
            process.emit('SIGINT');
          },
        },
        NAMED,
        { mendsAltered: false, signal: ended },
      ),
    );
    expect(back).toMatchObject({ copied: [ONE], left: 3, stopped: 'somebody ended this command' });
    expect(process.listenerCount('SIGINT')).toBe(listeners);
  });
});
