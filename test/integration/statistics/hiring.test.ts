import { type Kysely, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { endOfMonth, type Judgment, type Month, monthOf, REASONS } from '../../../queue/contracts/index.ts';
import { makeReport } from '../../../queue/report/index.ts';
import { foldFigures, readFigures, readHiring } from '../../../queue/storage/index.ts';
import { up as hiringCounts } from '../../../queue/storage/migrations/20261130-9993-hiring-counts.ts';
import { COLUMNS } from '../../support/columns.ts';
import { upholdContest } from '../../support/contests.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { draw, judge, NEWS, OFFER, reviewFirst } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';

const ANA = actorOf('ana', ['reviewer']);
const BEN = actorOf('ben', ['reviewer']);
const ADA = actorOf('ada', ['adjudicator']);
const EXA = actorOf('exa', ['exporter']);
const HIRING: Judgment = { ...OFFER, reason: 'recruits_carriers' };
// The records count by their own clock.
const NOW = monthOf(new Date());
const NEXT = monthOf(endOfMonth(NOW));

describe.each(COLUMNS)('how many offers hire carriers, %s', (name) => {
  const scene = deskScene(name);
  let arrived = 0;
  const of = async (month: Month) =>
    (await readHiring(scene.context.db, { first: month, last: month }))[0]?.count;
  const offers = async () =>
    (await readFigures(scene.context.db, { first: NOW, last: NEXT }))
      .filter(({ family, state }) => family === 'outcomes' && state === 'offer')
      .reduce((sum, { count }) => sum + count, 0);

  /** A post that two reviewers judge. */
  async function offer(first: Judgment, second: Judgment): Promise<string> {
    arrived += 1;
    await scene.arrive(1, () => `[review] ${arrived}`);
    const id = await reviewFirst(scene, ANA, first);
    await judge(scene, BEN, await draw(scene, BEN, id), second);
    return id;
  }

  it('goes by the reason of the judgment that the outcome rests on, and not by what rules or others said', async () => {
    expect(await of(NOW)).toBe(0);
    for (const reason of REASONS.offer) await offer(OFFER, { ...OFFER, reason });
    expect(await of(NOW)).toBe(1);
    // The second reviewer's word is the one that stands.
    await offer(HIRING, OFFER);
    expect(await of(NOW)).toBe(1);
    await offer(OFFER, HIRING);
    expect(await of(NOW)).toBe(2);
    // One word alone is no offer yet, and is none where the adjudicator says so.
    const disputed = await offer(HIRING, NEWS);
    expect(await of(NOW)).toBe(2);
    const drawn = await scene.desk.next(ADA, 'review');
    expect(drawn?.id).toBe(disputed);
    await judge(scene, ADA, { id: disputed, claim: drawn?.claim ?? -1 }, NEWS);
    expect([await of(NOW), await offers()]).toEqual([2, REASONS.offer.length + 2]);
  });

  it('is taken back with the offer: by a contest, and by protection', async () => {
    const { db, vault } = scene.context;
    const [contested, atRisk] = [await offer(HIRING, HIRING), await offer(HIRING, HIRING)];
    await offer(OFFER, OFFER);
    expect([await of(NOW), await offers()]).toEqual([2, 3]);
    await upholdContest({ db, vault, clock: scene.clock }, contested);
    expect([await of(NOW), await offers()]).toEqual([1, 2]);
    await scene.desk.protect(EXA, atRisk, 'trafficking');
    expect([await of(NOW), await offers()]).toEqual([0, 1]);
  });

  it('STA-07 counts nothing of a change that was taken back, and says the same after it was folded', async () => {
    const { db } = scene.context;
    const id = await offer(HIRING, HIRING);
    await offer(HIRING, HIRING);
    await expect(
      db.transaction().execute(async (tx) => {
        await sql`update vigie.items set outcome = null, state = 'second' where id = ${id}`.execute(tx);
        throw new Error('taken back');
      }),
    ).rejects.toThrow('taken back');
    await foldFigures(db);
    expect(await of(NOW)).toBe(2);
    const { rows } = await sql`select month, change::int as change from vigie.hiring_counts`.execute(db);
    expect(rows).toEqual([{ month: NOW, change: 2 }]);
  });

  it('STA-04 has no finer grain than the month', async () => {
    const { rows } = await sql<{ column_name: string }>`
      select column_name from information_schema.columns where table_schema = 'vigie' and table_name = 'hiring_counts'
    `.execute(scene.context.db);
    expect(rows.map((row) => row.column_name).toSorted()).toEqual(['change', 'month']);
  });

  it('was not counted before, which a report says; a month that had offers already is none of those that count', async () => {
    const { db, vault } = scene.context;
    expect(await readHiring(db, { first: '2026-05', last: '2026-06' })).toEqual([
      { month: '2026-05', count: null },
      { month: '2026-06', count: null },
    ]);
    const report = await makeReport(db, vault, '2026-06', {
      ...{ actor: 'os:somebody', now: new Date('2026-07-02T08:00:00Z'), uncheckedLanguages: [] },
    });
    expect(report.hiring).toEqual([{ month: '2026-06', isCounted: false, count: null }]);
    // An installation of before, with an offer that nobody counted so.
    await sql`drop function vigie.figure_hiring() cascade`.execute(db);
    await sql`drop function vigie.count_hiring(bigint, bigint)`.execute(db);
    await sql`drop table vigie.hiring_counts`.execute(db);
    await sql`delete from vigie.settings where name = 'statistics.hiring-since'`.execute(db);
    const before = await offer(HIRING, HIRING);
    await hiringCounts(db as Kysely<unknown>);
    await offer(HIRING, HIRING);
    expect([await of(NOW), await of(NEXT)]).toEqual([null, 0]);
    // What was counted as an offer before is taken back as what it was.
    await scene.desk.protect(EXA, before, 'trafficking');
    const { rows } = await sql`select sum(change)::int as change from vigie.hiring_counts`.execute(db);
    expect(rows).toEqual([{ change: 0 }]);
  });
});
