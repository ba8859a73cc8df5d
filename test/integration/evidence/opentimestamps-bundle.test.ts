import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFolder } from '../../../workers/bundle/bag/read-folder.ts';
import { type Trust, verifyBundle } from '../../../workers/bundle/verify/verify-bundle.ts';
import { MAGIC } from '../../../workers/opentimestamps/format.ts';
import {
  BlockChain,
  type ServedHeaders,
  serveHeaders,
  sha256,
  TEST_BITS,
  TEST_LIMIT,
} from '../../support/block-chain.ts';
import { block, promise, type ServedCalendar, serveCalendar } from '../../support/calendar.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { type ExportScene, exportScene } from '../../support/export-scene.ts';
import { BundleVerifier } from '../../support/python-verifier.ts';
import { hasPython } from '../../tooling/surroundings.mjs';

const PROOF = 'data/items/01/timestamps/0001.first.ots';
const ITEM = 'data/items/01/item.json';
const HOUR = 3_600_000;

describe('proofs of OpenTimestamps in a bundle', () => {
  const scene = deskScene('embedded');
  const folder = mkdtempSync(join(tmpdir(), 'vigie-opentimestamps-'));
  const python = new BundleVerifier();
  let at: ExportScene;
  let chain: BlockChain;
  let served: ServedCalendar;
  let headers: ServedHeaders;
  let caseNumber: number;
  let target: string;
  afterAll(() => {
    python.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    at = exportScene(scene);
    chain = new BlockChain();
    served = await serveCalendar('first');
    headers = await serveHeaders(chain, 'bitcoin-core');
    ({ caseNumber } = await at.caseOf(1));
    target = join(mkdtempSync(join(folder, 'each-')), 'bundle');
  });
  afterEach(async () => {
    await served.close();
    await headers.close();
  });

  async function prove(times: number, withHeaders = true): Promise<void> {
    for (let turn = 0; turn < times; turn += 1) {
      scene.clock.advance(2 * HOUR);
      await at.prove({ calendars: [served.calendar], headers: withHeaders ? headers.place : null });
    }
  }
  const write = async () => at.write(await at.approved(caseNumber), target);
  /** A bundle whose proof leads to a block. @returns the block's height */
  async function writeConfirmed(blockAt = scene.clock.now()): Promise<number> {
    await prove(1);
    const [height] = served.commit(chain, new Date(blockAt));
    await prove(2);
    await write();
    return height ?? 0;
  }
  const both = async (trust: Trust = {}) => {
    const ours = await verifyBundle(readFolder(target), { blockLimit: TEST_LIMIT, ...trust });
    return { ours, theirs: hasPython() ? await python.verify(target, TEST_BITS) : ours };
  };
  const read = (path: string) => readFileSync(join(target, path));
  const item = () => JSON.parse(read(ITEM).toString('utf8'));
  const NOTHING = { pending: 0, attested: 0, confirmed: 0 };

  it('EVI-07 are pending everywhere while they are a promise, and confirmed nowhere', async () => {
    await prove(3);
    await write();
    const { ours, theirs } = await both();
    for (const one of [ours, theirs])
      expect(one).toMatchObject({ faults: [], proofs: { ...NOTHING, pending: 1 } });
    expect(ours.notices).toContainEqual(
      expect.stringContaining('first is pending, a promise of a calendar, which shows nothing about time'),
    );
    expect(item().opentimestamps).toMatchObject([
      { calendar: 'first', state: 'pending', reason: 'not-yet', height: null, block: null, path: PROOF },
    ]);
    expect(read('data/summary.en.html').toString()).toContain('pending: a calendar has promised');
    expect(read('data/summary.fr.html').toString()).toContain('un calendrier a promis');
    for (const language of ['en', 'fr'])
      expect(read(`data/summary.${language}.html`).toString()).not.toMatch(
        /confirm\S+ (?:by a|par un) (?:block|bloc)/,
      );
  });

  it('EVI-07 say that a block was not checked where nobody gave its header, until the verifier gets it', async () => {
    await prove(1, false);
    const [height = 0] = served.commit(chain, new Date(scene.clock.now()));
    await prove(1, false);
    await write();
    const { ours, theirs } = await both();
    for (const one of [ours, theirs])
      expect(one).toMatchObject({ faults: [], proofs: { ...NOTHING, attested: 1 } });
    expect(ours.notices).toContainEqual(
      expect.stringContaining(`names block ${height} of Bitcoin, whose header was not checked`),
    );
    expect(read('data/summary.en.html').toString()).toContain('names a block that was not checked');
    expect((await both({ blockHeaders: chain.headers })).ours).toMatchObject({
      faults: [],
      proofs: { ...NOTHING, confirmed: 1 },
    });
    const strange = new Map([
      [height, chain.headers.get(chain.mine(sha256(Buffer.of(1)), new Date())) ?? Buffer.of()],
    ]);
    expect((await both({ blockHeaders: strange })).ours).toMatchObject({
      faults: [{ file: PROOF, reason: expect.stringContaining('expected the Merkle root') }],
      proofs: NOTHING,
    });
  });

  it('EVI-07 are confirmed with the header that the unit saw, whose hash the verifier is asked to compare', async () => {
    const height = await writeConfirmed();
    const { ours, theirs } = await both();
    for (const one of [ours, theirs])
      expect(one).toMatchObject({ faults: [], proofs: { ...NOTHING, confirmed: 1 } });
    expect(ours.notices).toContainEqual(
      expect.stringContaining(`leads to block ${height} of Bitcoin, ${chain.hashOf(height)}, of `),
    );
    expect(item().opentimestamps[0].block).toMatchObject({ height, hash: chain.hashOf(height) });
    expect(read('data/summary.en.html').toString()).toContain('confirmed by a block');
    const report = JSON.parse(read('data/technical-report.json').toString());
    expect(report).toMatchObject({
      calendars: ['first'],
      formats: { opentimestamps: expect.stringContaining('version 1') },
    });
    // Headers that were got another way count alone: without this block's it was not checked.
    expect((await both({ blockHeaders: new Map() })).ours.proofs).toEqual({ ...NOTHING, attested: 1 });
    // A block that Bitcoin would never take confirms nothing.
    const real = await verifyBundle(readFolder(target));
    expect(real.proofs).toEqual(NOTHING);
    expect(real.faults).toMatchObject([
      { file: PROOF, reason: expect.stringContaining('target that Bitcoin takes') },
    ]);
  });

  it('EVI-07 are found where a block is from before what it is said to commit to', async () => {
    await writeConfirmed(scene.clock.now() - 24 * HOUR);
    const { ours, theirs } = await both();
    for (const one of [ours, theirs]) {
      expect(one.proofs).toEqual(NOTHING);
      expect(one.faults).toMatchObject([
        { file: PROOF, reason: expect.stringContaining('a clock was wrong') },
      ]);
    }
  });

  const start = Buffer.concat([MAGIC, Buffer.of(1, 8)]);
  it.each<[string, (before: Buffer) => Buffer]>([
    ['of other data', (before) => Buffer.concat([start, sha256(Buffer.of(1)), before.subarray(65)])],
    ['with a block of another root', (before) => flip(before, 70)],
    ['with another height', (before) => Buffer.concat([before.subarray(0, -1), Buffer.of(0x01)])],
    [
      'that is a promise again',
      (before) => Buffer.concat([before.subarray(0, 65), promise('https://a.example')]),
    ],
    ['that names a block at once', (before) => Buffer.concat([before.subarray(0, 65), block(900_001)])],
    ['that goes on', (before) => Buffer.concat([before, Buffer.of(0)])],
    ['that is empty', () => Buffer.alloc(0)],
  ])('EVI-07 a proof %s in its place is found by both verifiers', async (_, change) => {
    await writeConfirmed();
    writeFileSync(join(target, PROOF), change(read(PROOF)));
    const { ours, theirs } = await both();
    expect(ours.proofs).toEqual(NOTHING);
    // Beside the manifest, which names it in any case.
    for (const { faults } of [ours, theirs])
      expect(faults.filter(({ file }) => file === PROOF).length).toBeGreaterThan(1);
  });

  it('EVI-07 a pending proof that item.json calls confirmed is found by both verifiers', async () => {
    await prove(1);
    await write();
    const record = item();
    chain.mine(sha256(Buffer.of(1)), new Date(scene.clock.now()));
    const [[height, header] = [0, Buffer.alloc(80)]] = chain.headers;
    const time = new Date(header.readUInt32LE(68) * 1000).toISOString();
    for (const wrong of [
      { state: 'confirmed', height },
      { state: 'attested', height },
      {
        state: 'confirmed',
        height,
        block: { height, hash: chain.hashOf(height), time, header: header.toString('hex') },
      },
    ]) {
      const [first] = record.opentimestamps;
      writeFileSync(
        join(target, ITEM),
        JSON.stringify({ ...record, opentimestamps: [{ ...first, ...wrong }] }),
      );
      const { ours, theirs } = await both();
      for (const { proofs, faults } of [ours, theirs]) {
        expect(proofs).toEqual(NOTHING);
        expect(faults.map(({ file }) => file)).toContain(PROOF);
      }
    }
  });
});

function flip(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}
