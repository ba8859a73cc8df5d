import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { proofFindings } from '../../../bin/cli/doctor/check-proofs.ts';
import { advanceProof, readProofs } from '../../../queue/storage/index.ts';
import { readProof } from '../../../workers/opentimestamps/read-proof.ts';
import { BlockChain, type ServedHeaders, serveHeaders, sha256 } from '../../support/block-chain.ts';
import { block, promise, type ServedCalendar, serveCalendar } from '../../support/calendar.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { type ExportScene, exportScene } from '../../support/export-scene.ts';
import { logEntries } from '../../support/log.ts';

const HOUR = 3_600_000;

describe.each(COLUMNS)('proofs of OpenTimestamps, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  let at: ExportScene;
  let chain: BlockChain;
  let served: ServedCalendar;
  let headers: ServedHeaders;
  let itemId: string;
  beforeEach(async () => {
    at = exportScene(scene);
    chain = new BlockChain();
    served = await serveCalendar('first');
    headers = await serveHeaders(chain, 'bitcoin-core');
    itemId = (await at.caseOf(1)).items[0] ?? '';
  });
  afterEach(async () => {
    await served.close();
    await headers.close();
  });

  const settings = (withHeaders = true) => ({
    calendars: [served.calendar],
    headers: withHeaders ? headers.place : null,
  });
  /** One round, when everything is due. */
  async function round(withHeaders = true): Promise<number> {
    clock.advance(2 * HOUR);
    return at.prove(settings(withHeaders));
  }
  const now = () => new Date(clock.now());
  const proof = async () => {
    const [one] = await readProofs(scene.context.db, itemId);
    if (one === undefined) throw new Error('expected a proof');
    return one;
  };
  const entries = async () =>
    (await logEntries(scene.context.db, sql`e.kind like 'opentimestamps.%'`, scene.context.vault)).map(
      ({ kind, subject, body }) => ({ kind, subject, body }),
    );
  const event = async () => {
    const { rows } = await sql<{
      event: string;
    }>`select event from vigie.custody_events where item_id = ${itemId} and number = 1`.execute(
      scene.context.db,
    );
    return Buffer.from(rows[0]?.event ?? '');
  };

  it('EVI-07 are pending when a calendar has promised, and confirmed by the header of a block alone', async () => {
    expect(await at.prove(settings())).toBe(1);
    expect(await proof()).toMatchObject({ state: 'pending', height: null, block: null });
    // What is stamped is what the tokens of RFC 3161 stamp, and the calendar gets neither it nor its hash.
    const digest = hash('sha256', await event(), 'buffer');
    expect(Buffer.from(readProof((await proof()).proof ?? Buffer.alloc(0)).digest).equals(digest)).toBe(true);
    expect(served.digests).toHaveLength(1);
    expect(served.digests[0]).toHaveLength(32);
    expect(served.digests[0]?.equals(digest)).toBe(false);

    // However often it is asked, a promise stays one.
    for (let times = 0; times < 3; times += 1) expect(await round()).toBe(0);
    expect(await proof()).toMatchObject({ state: 'pending', reason: 'not-yet' });
    expect(headers.asked).toEqual([]);

    const [height] = served.commit(chain, now());
    expect(await round()).toBe(1);
    expect(await proof()).toMatchObject({ state: 'attested', height, block: null });
    expect(await at.prove(settings())).toBe(1);
    const confirmed = await proof();
    const header = chain.headers.get(height ?? 0);
    expect(confirmed).toMatchObject({
      state: 'confirmed',
      height,
      reason: null,
      block: {
        height,
        hash: chain.hashOf(height ?? 0),
        time: new Date((header?.readUInt32LE(68) ?? 0) * 1000),
      },
    });
    expect(header?.equals(confirmed.block?.bytes ?? Buffer.alloc(0))).toBe(true);
    expect(headers.asked).toHaveLength(2);

    const told = await entries();
    expect(told.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['opentimestamps.pending', itemId],
      ['opentimestamps.attested', itemId],
      ['opentimestamps.confirmed', itemId],
    ]);
    expect(told[2]?.body).toEqual({
      number: 1,
      calendar: 'first',
      height,
      block: chain.hashOf(height ?? 0),
      blockTime: confirmed.block?.time.toISOString(),
      proof: hash('sha256', confirmed.proof ?? '', 'hex'),
    });
    // Nothing is asked any more.
    const asked = [served.asked.length, served.digests.length];
    expect(await round()).toBe(0);
    expect([served.asked.length, served.digests.length]).toEqual(asked);
  });

  it('EVI-07 are never confirmed without a source of block headers, and are once there is one', async () => {
    await at.prove(settings(false));
    served.commit(chain, now());
    await round(false);
    for (let times = 0; times < 2; times += 1) expect(await round(false)).toBe(0);
    expect(await proof()).toMatchObject({ state: 'attested', block: null });
    expect(await round()).toBe(1);
    expect(await proof()).toMatchObject({ state: 'confirmed' });
  });

  it('EVI-07 are not confirmed by a block with another Merkle root; by the one that stayed they are', async () => {
    await at.prove(settings());
    served.commit(chain, now(), (due) => sha256(due));
    await round();
    expect(await at.prove(settings())).toBe(0);
    expect(await proof()).toMatchObject({
      state: 'attested',
      reason: expect.stringMatching(/^not-sound: block \d+: expected the Merkle root/),
    });
    served.commit(chain, now());
    expect(await round()).toBe(1);
    expect(await at.prove(settings())).toBe(1);
    expect(await proof()).toMatchObject({ state: 'confirmed' });
  });

  it('EVI-07 wait, with the reason, while headers are away, and read them from an Esplora server too', async () => {
    await headers.close();
    headers = await serveHeaders(chain, 'esplora');
    await at.prove(settings());
    served.commit(chain, now());
    await round();
    headers.status = 503;
    expect(await round()).toBe(0);
    expect(await proof()).toMatchObject({ state: 'attested', reason: 'headers-http-503' });
    headers.status = 200;
    expect(await round()).toBe(1);
    expect(await proof()).toMatchObject({ state: 'confirmed' });
  });

  it.each([
    ['is away', () => ({ status: 503, body: Buffer.alloc(0) }), 'http-503'],
    ['answers with a page', () => ({ body: Buffer.from('<p>') }), /^not-sound/],
    ['promises for another', () => ({ body: promise('https://other.example') }), 'no-promise-of-its-own'],
    ['answers without end', () => ({ body: Buffer.alloc(20_000, 8) }), /und_err_res_exceeded_max_size/],
    ['promises nothing', () => ({ body: block(1) }), 'no-promise-of-its-own'],
  ])('EVI-07 are not taken where a calendar %s, and are when it mends', async (_, answer, reason) => {
    served.answer = answer;
    expect(await at.prove(settings())).toBe(0);
    expect(await proof()).toMatchObject({
      state: 'unsent',
      proof: null,
      reason: expect.stringMatching(reason),
    });
    // It is not due yet: no calendar is pestered.
    served.answer = undefined;
    expect(await at.prove(settings())).toBe(0);
    expect(served.digests).toHaveLength(1);
    expect(await entries()).toEqual([]);
    expect(await round()).toBe(1);
    expect(await proof()).toMatchObject({ state: 'pending', reason: null });
  });

  it('EVI-07 leave this machine through the guarded dialer: what is not in the network named is not dialled', async () => {
    const misplaced = { ...served.calendar, network: 'public' as const };
    expect(await at.prove({ calendars: [misplaced], headers: null })).toBe(0);
    expect(await proof()).toMatchObject({ state: 'unsent', reason: 'address-literal' });
    expect(served.digests).toEqual([]);
  });

  it('EVI-07 cannot be stored as confirmed without a header, go back, or be changed once confirmed', async () => {
    const { db } = scene.context;
    await at.prove(settings());
    await expect(
      sql`update vigie.opentimestamps set state = 'confirmed', height = 1`.execute(db),
    ).rejects.toMatchObject({ code: '23514' });
    served.commit(chain, now());
    await round();
    await expect(
      sql`update vigie.opentimestamps set state = 'pending', height = null`.execute(db),
    ).rejects.toMatchObject({ code: 'VG001' });
    const before = await proof();
    await at.prove(settings());
    for (const change of [
      sql`update vigie.opentimestamps set calendar = 'x'`,
      sql`delete from vigie.opentimestamps`,
    ])
      await expect(change.execute(db)).rejects.toMatchObject({ code: 'VG001' });
    // Whoever comes second with what was known before changes nothing and writes no entry.
    const due = { itemId, number: 1, calendar: 'first', state: 'attested' as const, proof: before.proof };
    await advanceProof(db, due, { proof: Buffer.of(1), height: 1, block: null, now: now() });
    expect(await proof()).toMatchObject({ state: 'confirmed' });
    expect(await entries()).toHaveLength(3);
  });

  it('EVI-07 are told by doctor as what they are', async () => {
    const told = async (withHeaders = true) =>
      (await proofFindings(scene.context.db, settings(withHeaders), clock.now())).map(
        ({ level, message }) => `${level} ${message}`,
      );
    const counts = (confirmed: number, attested: number, pending: number, unsent: number) =>
      `by first: ${confirmed} confirmed, ${attested} name a block that was not checked, ${pending} pending, ${unsent} not taken yet`;
    expect(await told()).toEqual([`ok ${counts(0, 0, 0, 1)}`]);
    await at.prove(settings());
    expect(await told(false)).toEqual([
      `ok ${counts(0, 0, 1, 0)}`,
      'warn no source of block headers is configured: no proof is confirmed here',
    ]);
    clock.advance(72 * HOUR);
    expect((await told())[0]).toMatch(/^warn .*1 pending.*the oldest that is not confirmed is of 20/);
    served.commit(chain, now());
    await round();
    expect((await told())[0]).toContain(counts(0, 1, 0, 0));
    await at.prove(settings());
    expect(await told()).toEqual([`ok ${counts(1, 0, 0, 0)}`]);
  });
});
