import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appendEntry, sequence, shredBodies, signCheckpoint, verifyLog } from '../../../queue/log/index.ts';
import { readRange } from '../../../queue/log/read-range.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { TEST_POLICY } from '../../support/policy.ts';
import { scoreContext } from '../../support/scoring.ts';

const DAY_MS = 86_400_000;

describe.each(COLUMNS)('shredding of the log, %s', (name) => {
  let column: Column;
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(() => column.reset());
  afterAll(() => column.close());

  it('LOG-11 destroys what entries say when their time is over, and the log stays whole', async () => {
    const clock = manualClock(Date.parse('2026-06-01T12:00:00Z'));
    const context = scoreContext(column, { clock });
    const { db, vault } = context;
    const expire = () =>
      handleExpireTexts(context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
    const countBodies = async () => {
      const { rows } = await sql<{ n: number }>`select count(*) as n from vigie.log_bodies`.execute(db);
      return rows[0]?.n;
    };
    for (const subject of ['one', 'two']) {
      const at = new Date(clock.now());
      await appendEntry(db, { kind: 'source.round', actor: 'test', at, subject, body: {} });
    }
    await sequence(db, vault);
    await signCheckpoint(db, vault, new Date(clock.now()));
    clock.advance(TEST_POLICY.retention.logDays * DAY_MS);
    await expire();
    expect(await countBodies()).toBe(2);
    clock.advance(1000);
    await expire();
    await expire();
    await sequence(db, vault);
    expect(await verifyLog(db, vault)).toMatchObject({
      size: 3,
      fault: null,
      shredded: 2,
      kinds: { 'log.shredded': 1 },
    });
    expect(await countBodies()).toBe(1);
  });

  it('LOG-11 finds the log whole between shredding and the position of the entry that says so', async () => {
    const clock = manualClock(Date.parse('2026-06-01T12:00:00Z'));
    const { db, vault } = scoreContext(column, { clock });
    const at = new Date(clock.now());
    await appendEntry(db, { kind: 'source.round', actor: 'test', at, subject: 'one', body: {} });
    await sequence(db, vault);
    await signCheckpoint(db, vault, at);
    clock.advance(1000);
    await shredBodies(db, new Date(clock.now()), new Date(clock.now()), 'test');
    expect(await verifyLog(db, vault)).toMatchObject({ size: 1, waiting: 1, shredded: 1, fault: null });
    await sql`delete from vigie.log_pending`.execute(db);
    expect(await verifyLog(db, vault)).toMatchObject({ fault: { index: 0 } });
  });

  /** A log of three entries, each under a checkpoint of its own, which was signed at these times. */
  const signedAt = async (...times: readonly string[]) => {
    const { db, vault } = scoreContext(column, { clock: manualClock(0) });
    for (const [at, time] of times.entries()) {
      const entry = { kind: 'source.round', actor: 'test', subject: `entry-${at}`, body: {} } as const;
      await appendEntry(db, { ...entry, at: new Date(time) });
      await sequence(db, vault);
      await signCheckpoint(db, vault, new Date(time));
    }
    return { db, vault };
  };
  const NOW = new Date('2026-06-20T12:00:00Z');

  it('LOG-11 keeps what a clock that was set back has signed until its time is over', async () => {
    const { db, vault } = await signedAt(
      '2026-06-01T12:00:00Z',
      '2026-06-11T12:00:00Z',
      '1970-01-01T00:00:10Z',
      '2026-06-12T12:00:00Z',
    );
    expect(await shredBodies(db, new Date('2026-06-01T12:00:00Z'), NOW, 'test')).toBe(0);
    expect(await shredBodies(db, new Date('2026-06-05T12:00:00Z'), NOW, 'test')).toBe(1);
    expect(await shredBodies(db, new Date('2026-06-11T12:00:00Z'), NOW, 'test')).toBe(0);
    // What was signed in between is as old as what was signed before it.
    expect(await shredBodies(db, new Date('2026-06-12T00:00:00Z'), NOW, 'test')).toBe(2);
    await sequence(db, vault);
    expect(await verifyLog(db, vault)).toMatchObject({ fault: null, shredded: 3 });
  });

  it('LOG-11 waits for nothing that a clock which was ahead has signed', async () => {
    const { db } = await signedAt('2026-06-01T12:00:00Z', '2036-06-01T12:00:00Z', '2026-06-02T12:00:00Z');
    expect(await shredBodies(db, new Date('2026-06-05T12:00:00Z'), NOW, 'test')).toBe(3);
  });

  it.each([
    ['set back', '1970-01-01T00:00:10Z'],
    ['ahead', '2036-06-01T12:00:00Z'],
  ])('LOG-11 reads all entries of a time, though a clock that was %s signed one before', async (_, wrong) => {
    const { db, vault } = await signedAt('2026-05-01T12:00:00Z', '2026-05-20T12:00:00Z');
    const at = new Date(wrong);
    const entry = { kind: 'source.round', actor: 'test', subject: 'wrong', body: {} } as const;
    await appendEntry(db, { ...entry, at });
    await sequence(db, vault);
    await signCheckpoint(db, vault, at);
    for (const time of ['2026-06-02T12:00:00Z', '2026-07-02T12:00:00Z']) {
      await appendEntry(db, { ...entry, at: new Date(time), subject: time });
      await sequence(db, vault);
      await signCheckpoint(db, vault, new Date(time));
    }
    const subjects = async (from: string, until: string) => {
      const found: (string | undefined)[] = [];
      for await (const { entry } of readRange(db, vault, { from: new Date(from), until: new Date(until) }))
        found.push(entry?.subject);
      return found;
    };
    expect(await subjects('2026-05-10T00:00:00Z', '2026-06-01T00:00:00Z')).toEqual(['entry-1']);
    expect(await subjects('2026-06-01T00:00:00Z', '2026-07-01T00:00:00Z')).toEqual(['2026-06-02T12:00:00Z']);
  });
});
