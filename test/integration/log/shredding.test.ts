import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appendEntry, sequence, shredBodies, signCheckpoint, verifyLog } from '../../../queue/log/index.ts';
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
});
