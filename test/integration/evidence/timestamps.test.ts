import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { readTimestamps } from '../../../queue/storage/index.ts';
import { stampDue } from '../../../workers/timestamps/stamp-due.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { makeOffer } from '../../support/judgments.ts';
import { logEntries } from '../../support/log.ts';
import { PreservedCaptures } from '../../support/preserved.ts';
import {
  OpensslAuthority,
  POLICY,
  type ServedAuthority,
  serveAuthority,
} from '../../support/timestamp-authority.ts';

describe.each(COLUMNS)('time stamps, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  const tsa = new OpensslAuthority('first');
  const other = new OpensslAuthority('second');
  let first: ServedAuthority;
  let second: ServedAuthority;
  let itemId: string;
  afterAll(() => {
    tsa.remove();
    other.remove();
  });
  beforeEach(async () => {
    first = await serveAuthority('first', tsa, POLICY);
    second = await serveAuthority('second', other);
    await scene.arrive(1, () => '[review] one');
    itemId = await makeOffer(scene);
    await new PreservedCaptures().preserve(scene.context, itemId, new Date(clock.now()));
  });
  afterEach(async () => {
    await first.close();
    await second.close();
  });

  const stamp = () =>
    stampDue({ ...scene.context, clock, logger: SILENT_LOGGER }, [first.authority, second.authority]);
  const states = async () =>
    (await readTimestamps(scene.context.db, itemId)).map(({ authority, state, reason }) => [
      authority,
      state,
      reason,
    ]);
  const stampEntries = async () =>
    logEntries(scene.context.db, sql`e.kind like 'timestamp.%'`, scene.context.vault);

  it('EVI-06 come from two authorities over what came into our hands, and OpenSSL takes them', async () => {
    expect(await stamp()).toBe(2);
    expect(await states()).toEqual([
      ['first', 'confirmed', null],
      ['second', 'confirmed', null],
    ]);
    const [mine, theirs] = await readTimestamps(scene.context.db, itemId);
    const { rows } = await sql<{
      event: string;
    }>`select event from vigie.custody_events where number = 1`.execute(scene.context.db);
    const event = Buffer.from(rows[0]?.event ?? '');
    expect(tsa.verifies(event, mine?.token ?? new Uint8Array())).toBe(true);
    expect(other.verifies(event, theirs?.token ?? new Uint8Array())).toBe(true);
    expect(tsa.verifies(event, theirs?.token ?? new Uint8Array())).toBe(false);
    expect((await stampEntries()).map(({ kind, subject }) => [kind, subject])).toEqual([
      ['timestamp.confirmed', itemId],
      ['timestamp.confirmed', itemId],
    ]);
  });

  it('EVI-06 are asked for once: a token that is there is not asked for again', async () => {
    await stamp();
    clock.advance(86_400_000);
    expect(await stamp()).toBe(0);
    expect([first.queries.length, second.queries.length]).toEqual([1, 1]);
  });

  it.each([
    ['is away', () => ({ status: 503, body: Buffer.alloc(0) }), 'http-503'],
    ['answers with a page', () => ({ type: 'text/html', body: Buffer.from('<p>') }), 'media-type'],
    ['answers with nothing that can be read', () => ({ body: Buffer.from('x') }), /^not-sound/],
    ['answers an earlier request', (_query: Buffer, before: Buffer) => ({ body: before }), /nonce/],
  ])(
    'EVI-06 are pending, with the reason, while an authority %s, and then confirmed',
    async (_, answer, reason) => {
      const well = first.answer;
      await stamp();
      const earlier = Buffer.from((await readTimestamps(scene.context.db, itemId))[0]?.token ?? []);
      await sql`update vigie.timestamps set state = 'pending', token = null, gen_time = null, attempts = 0,
      next_at = ${new Date(clock.now())} where authority = 'first'`.execute(scene.context.db);
      first.answer = (query) => answer(query, earlier);
      expect(await stamp()).toBe(0);
      expect((await states())[0]).toEqual(['first', 'pending', expect.stringMatching(reason)]);
      // It is not due yet: no authority is pestered.
      const asked = first.queries.length;
      await stamp();
      expect(first.queries.length).toBe(asked);
      first.answer = well;
      clock.advance(60_000);
      expect(await stamp()).toBe(1);
      expect((await states())[0]).toEqual(['first', 'confirmed', null]);
    },
  );

  it('EVI-06 are refused where an authority says that it never will, and that is in the log', async () => {
    const strict = { ...first.authority, policy: '1.2.3.4' };
    await stampDue({ ...scene.context, clock, logger: SILENT_LOGGER }, [strict, second.authority]);
    expect(await states()).toEqual([
      ['first', 'refused', 'policy-not-accepted'],
      ['second', 'confirmed', null],
    ]);
    clock.advance(86_400_000);
    await stampDue({ ...scene.context, clock, logger: SILENT_LOGGER }, [strict, second.authority]);
    expect(first.queries.length).toBe(1);
    expect((await stampEntries()).map(({ kind }) => kind).sort()).toEqual([
      'timestamp.confirmed',
      'timestamp.refused',
    ]);
  });

  it('EVI-06 leave this machine through the guarded dialer: what is not in the network named is not dialled', async () => {
    const misplaced = { ...first.authority, network: 'public' as const };
    await stampDue({ ...scene.context, clock, logger: SILENT_LOGGER }, [misplaced, second.authority]);
    expect((await states())[0]).toEqual(['first', 'pending', 'address-literal']);
    expect(first.queries).toEqual([]);
  });

  it('EVI-06 cannot be stored as confirmed without a token', async () => {
    await stamp();
    await expect(
      sql`update vigie.timestamps set token = null`.execute(scene.context.db),
    ).rejects.toMatchObject({ code: '23514' });
  });
});
