import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type EvidenceStore,
  localStore,
  readObject,
  s3Store,
  sealObject,
  sha256,
} from '../../../queue/evidence/index.ts';
import { s3Client } from '../../../queue/evidence/s3-client.ts';
import { HAS_S3, newBucket } from '../../support/s3.ts';
import { testVault } from '../../support/vault.ts';

/** A store, and ways around it for whoever would tamper with it. */
interface Column {
  readonly store: EvidenceStore;
  /** The same kind of store where nothing can be kept. */
  readonly broken: EvidenceStore;
  overwrite(name: string, bytes: Buffer): Promise<void>;
  read(path: string): Promise<Buffer>;
  /** Something that is no object of ours. */
  litter(): Promise<void>;
  end(): void;
}

function inFolder(): Column {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-store-'));
  const pathOf = (name: string) => join(folder, 'evidence', name.slice(0, 2), name);
  writeFileSync(join(folder, 'file'), '');
  return {
    store: localStore(join(folder, 'evidence')),
    broken: localStore(join(folder, 'file')),
    async overwrite(name, bytes) {
      chmodSync(pathOf(name), 0o600);
      writeFileSync(pathOf(name), bytes);
    },
    read: async (path) => readFileSync(join(folder, 'evidence', path)),
    litter: async () => writeFileSync(join(folder, 'evidence', 'README'), 'not an object'),
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function inBucket(options: { readonly hasLock?: true } = {}): Promise<Column> {
  const place = await newBucket(options);
  const send = s3Client(place);
  async function write(key: string, body: Buffer): Promise<void> {
    const { status } = await send({ method: 'PUT', key, body, bodyHash: sha256(body) });
    expect(status).toBe(200);
  }
  return {
    store: s3Store(place, undefined),
    broken: s3Store({ ...place, bucket: `${place.bucket}-none` }, undefined),
    overwrite: (name, bytes) => write(`${name.slice(0, 2)}/${name}`, bytes),
    read: async (key) => (await send({ method: 'GET', key })).body,
    async litter() {
      await write('README', Buffer.from('not an object'));
      await write(`00/${'f'.repeat(64)}`, Buffer.from('in the wrong folder'));
    },
    end: () => undefined,
  };
}

const STORES: [string, () => Column | Promise<Column>][] = [
  ['a folder', inFolder],
  ...(HAS_S3
    ? ([
        ['an S3 bucket', () => inBucket()],
        ['an S3 bucket that keeps versions', () => inBucket({ hasLock: true })],
      ] satisfies [string, () => Promise<Column>][])
    : []),
];

const POST = 'a'.repeat(32);
const CAPTURE = 'c'.repeat(32);
const vault = testVault();
const keyOf = (postId: string) => ({ postId, wrappedKey: vault.seal(postId, 'a text').wrappedKey });
const bytes = Buffer.from('an object');
const name = sha256(bytes);

async function listed(store: EvidenceStore): Promise<{ name: string; bytes: number }[]> {
  const all = [];
  for await (const one of store.list()) all.push(one);
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

describe.each(STORES)('an evidence store in %s', (_, open) => {
  let column: Column;
  let store: EvidenceStore;
  beforeEach(async () => {
    column = await open();
    store = column.store;
  });
  afterEach(() => column.end());

  it('gives back what was put, by the hash of it', async () => {
    expect(await store.has(name)).toBe(false);
    await store.put(name, bytes);
    expect(await store.get(name)).toEqual(bytes);
    expect(await store.has(name)).toBe(true);
    expect(await listed(store)).toEqual([{ name, bytes: bytes.length }]);
    expect(await store.faults()).toEqual([]);
  });

  it('EVI-09 takes the same bytes again, no others by that name, and has no call that would change any', async () => {
    await store.put(name, bytes);
    await store.put(name, bytes);
    await expect(store.put(name, Buffer.from('another'))).rejects.toThrow('expected bytes that are named');
    expect(await store.get(name)).toEqual(bytes);
    expect(await listed(store)).toHaveLength(1);
    const calls = ['faults', 'get', 'has', 'list', 'place', 'put', 'remove', 'setAside'];
    expect(Object.keys(store).sort()).toEqual(calls);
    await store.setAside(name);
    expect(await store.get(name)).toEqual(bytes);
  });

  it('EVI-09 finds an object that somebody changed behind its back', async () => {
    await store.put(name, bytes);
    await column.overwrite(name, Buffer.from('an Object'));
    await expect(store.get(name)).rejects.toMatchObject({ code: 'evidence.altered' });
  });

  it('EVI-09 keeps what lay there altered, and takes the object again', async () => {
    await store.setAside(name);
    await store.put(name, bytes);
    const found = Buffer.from('an Object');
    await column.overwrite(name, found);
    await store.setAside(name);
    expect(await store.has(name)).toBe(false);
    expect(await column.read(`altered/${name}-${sha256(found).slice(0, 16)}`)).toEqual(found);
    await store.put(name, bytes);
    expect(await store.get(name)).toEqual(bytes);
    expect((await listed(store)).map((one) => one.name)).toEqual([name]);
  });

  it('removes whole, every version of it, and without complaint what is gone', async () => {
    await store.put(name, bytes);
    await column.overwrite(name, Buffer.from('an Object'));
    expect(await store.remove(name)).toBeNull();
    expect(await store.has(name)).toBe(false);
    await expect(store.get(name)).rejects.toMatchObject({ code: 'evidence.missing' });
    expect(await store.remove(name)).toBeNull();
    await store.put(name, bytes);
    expect(await store.get(name)).toEqual(bytes);
  });

  it('takes nothing for a place that is no name, and lists nothing that is none', async () => {
    for (const wrong of ['../../etc/passwd', '', 'A'.repeat(64), 'a'.repeat(63)]) {
      await expect(async () => store.get(wrong)).rejects.toThrow('expected the name of an object');
      await expect(async () => store.remove(wrong)).rejects.toThrow('expected the name of an object');
    }
    await store.put(name, bytes);
    await column.litter();
    expect((await listed(store)).map((one) => one.name)).toEqual([name]);
  });

  it('says where it cannot write, and that it has lost nothing', async () => {
    await expect(column.broken.put(name, bytes)).rejects.toMatchObject({ code: 'evidence.unwritable' });
    expect(await column.broken.faults()).toHaveLength(1);
    expect(await store.has(name)).toBe(false);
  });

  it('holds nothing that opens without the key of its post, and nothing that opens as another part', async () => {
    const key = keyOf(POST);
    const collected = { role: 'dom', bytes: Buffer.from('<p>the page</p>'), mediaType: 'text/html' } as const;
    const { object, sealed } = sealObject(vault, key, CAPTURE, collected);
    await store.put(object.storedAs, sealed);
    expect(sealed.includes('the page')).toBe(false);
    expect(object).toMatchObject({ role: 'dom', bytes: 15, sha256: sha256(collected.bytes) });
    expect(await readObject(store, vault, key, CAPTURE, object)).toEqual(collected.bytes);
    const others = [
      [keyOf(POST), CAPTURE, object],
      [{ ...key, postId: 'b'.repeat(32) }, CAPTURE, object],
      [key, 'd'.repeat(32), object],
      [key, CAPTURE, { ...object, role: 'record' }],
    ] as const;
    for (const [otherKey, capture, other] of others) {
      await expect(readObject(store, vault, otherKey, capture, other)).rejects.toMatchObject({
        code: 'vault.sealed',
      });
    }
    const wrong = { ...object, sha256: sha256(Buffer.from('another page')) };
    await expect(readObject(store, vault, key, CAPTURE, wrong)).rejects.toMatchObject({
      code: 'evidence.altered',
    });
  });
});
