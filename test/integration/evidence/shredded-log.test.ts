import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '../../../queue/log/base64.ts';
import { sequence, shredBodies, signCheckpoint } from '../../../queue/log/index.ts';
import { readFolder } from '../../../workers/bundle/bag/read-folder.ts';
import { sha512 } from '../../../workers/bundle/seal.ts';
import { verifyBundle } from '../../../workers/bundle/verify/verify-bundle.ts';
import type { CaptureReader } from '../../../workers/bundle/whole-item.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { type ExportScene, exportScene } from '../../support/export-scene.ts';
import { BundleVerifier } from '../../support/python-verifier.ts';
import { hasPython } from '../../tooling/surroundings.mjs';

const DAY_MS = 86_400_000;
const SHREDDING = 'data/log/shredding.tlog-proof';
const FIRST_PROOF = 'data/items/01/custody/0001.tlog-proof';

describe.each(COLUMNS)('bundles of a log whose entries were shredded, %s', (name) => {
  const scene = deskScene(name);
  const folder = mkdtempSync(join(tmpdir(), 'vigie-shredded-'));
  const python = new BundleVerifier();
  let at: ExportScene;
  let target: string;
  let number: number;
  afterAll(() => {
    python.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    at = exportScene(scene);
    const { caseNumber } = await at.caseOf(2);
    number = await at.approved(caseNumber);
    target = join(mkdtempSync(join(folder, 'each-')), 'bundle');
  });

  /** Everything that the log says so far is over its time. */
  async function shred(): Promise<void> {
    const { context, clock } = scene;
    await sequence(context.db, context.vault);
    await signCheckpoint(context.db, context.vault, new Date(clock.now()));
    clock.advance(DAY_MS);
    const now = new Date(clock.now());
    expect(await shredBodies(context.db, now, now, 'test')).toBeGreaterThan(0);
  }

  /** Both verifiers' faults, by file. */
  async function faultyFiles(path: string): Promise<string[]> {
    const files = ({ faults }: { faults: readonly { file: string }[] }) =>
      [...new Set(faults.map(({ file }) => file))].sort();
    const ours = files(await verifyBundle(readFolder(path)));
    if (hasPython()) expect(files(await python.verify(path))).toEqual(ours);
    return ours;
  }

  /** A copy of the bundle in which somebody who has no key changed a file and wrote every manifest anew. */
  function changed(path: string, change: (text: string) => string | null): string {
    const copy = `${target}-changed`;
    cpSync(target, copy, { recursive: true });
    const text = change(readFileSync(join(copy, path), 'utf8'));
    if (text === null) rmSync(join(copy, path));
    else writeFileSync(join(copy, path), text);
    for (const file of ['manifest-sha512.txt', 'tagmanifest-sha512.txt']) {
      const lines = readFileSync(join(copy, file), 'utf8').split('\n');
      const kept = lines.flatMap((line) => {
        const [, listed = ''] = line.split('  ');
        if (listed === path && text === null) return [];
        const isStale = listed === path || listed === 'manifest-sha512.txt';
        return isStale ? [`${sha512(readFileSync(join(copy, listed)))}  ${listed}`] : [line];
      });
      writeFileSync(join(copy, file), kept.join('\n'));
    }
    return copy;
  }

  it('EVI-12 LOG-11 verify by the places in the log, and say that its words were shredded when their time was over', async () => {
    await shred();
    await at.write(number, target);
    expect(await faultyFiles(target)).toEqual([]);
    const { notices } = await verifyBundle(readFolder(target));
    expect(notices).toContainEqual(
      expect.stringMatching(
        /^data\/items\/01: what the log said of 2 of 3 events was shredded when its time was over/,
      ),
    );
    expect(readFileSync(join(target, 'README.txt'), 'utf8')).toContain(SHREDDING);
  });

  it('EVI-12 LOG-11 verify where the log was shredded while they were being written', async () => {
    let readings = 0;
    const captures: CaptureReader = {
      async captureOf(itemId) {
        readings += 1;
        // Both items are looked at before custody passes on; then the first is read for the bundle.
        if (readings === 3) await shred();
        return at.captures.captureOf(itemId);
      },
    };
    await at.write(number, target, { captures });
    expect(await faultyFiles(target)).toEqual([]);
    expect(readFolder(target).paths).toContain(SHREDDING);
  });

  it('EVI-12 verify as before where the log was shredded after they were written, and without what says so', async () => {
    await at.write(number, target);
    await shred();
    expect(await faultyFiles(target)).toEqual([]);
    const { notices } = await verifyBundle(readFolder(target));
    expect(notices.filter((notice) => notice.includes('shredded'))).toEqual([]);
    expect(readFolder(target).paths).not.toContain(SHREDDING);
  });

  it('EVI-12 do not hold where the words of an entry were taken away, and nothing says that they were shredded', async () => {
    await at.write(number, target);
    const without = changed(FIRST_PROOF, (text) =>
      text.replace(/^extra (.*)$/m, (_, extra: string) => {
        const { commitment } = JSON.parse(fromBase64(extra)?.toString() ?? '') as { commitment: string };
        return `extra ${toBase64(Buffer.from(JSON.stringify({ commitment })))}`;
      }),
    );
    expect(await faultyFiles(without)).toContain(FIRST_PROOF);
  });

  it('EVI-12 do not hold without the entry that says so, or with another in its place', async () => {
    await shred();
    await at.write(number, target);
    const transfer = readFileSync(join(target, 'data/items/01/custody/0003.tlog-proof'), 'utf8');
    for (const change of [() => null, () => transfer]) {
      const copy = changed(SHREDDING, change);
      expect(await faultyFiles(copy)).toContain(FIRST_PROOF);
      rmSync(copy, { recursive: true });
    }
  });

  it('EVI-12 do not hold where two events stand in one place of the log', async () => {
    await shred();
    await at.write(number, target);
    const second = readFileSync(join(target, 'data/items/01/custody/0002.tlog-proof'), 'utf8');
    expect(await faultyFiles(changed(FIRST_PROOF, () => second))).toContain(
      'data/items/01/custody/0002.tlog-proof',
    );
  });
});
