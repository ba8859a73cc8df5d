import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createContestDesk } from '../../../queue/contest/index.ts';
import type { ContestRuling } from '../../../queue/contracts/index.ts';
import { tallyEntries } from '../../../queue/report/entry-tally.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { prunePublic } from '../../../workers/public/prune-public.ts';
import { takeContests } from '../../../workers/public/take-contests.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { logEntries } from '../../support/log.ts';
import { actorOf } from '../../support/people.ts';
import { type PublicPages, publicPages, receiptOn, send } from '../../support/public-pages.ts';
import { drain, scoreContext, type TestContext } from '../../support/scoring.ts';

const TEXT = '[review] we sing on Sunday';
const STORED = 'https://www.board.example/topic/7';
const STATEMENT = 'that was a choir trip';
const note = 'A choir that travels; nobody offers a crossing.';
const UPHELD = { verdict: 'upheld', reason: 'no_offer', note } as const;
const REJECTED = { verdict: 'rejected', reason: 'offer_stands', note } as const;
const NOTHING_HELD = { ...REJECTED, reason: 'nothing_held' } as const;
const ADA = actorOf('adjudicator:a', ['adjudicator']);
const BEA = actorOf('adjudicator:b', ['adjudicator']);
const DAY_MS = 86_400_000;

const [WAITS, IS_READ, NOTHING_CHANGES] = [/Nobody has looked/, /^Somebody is looking/, /nothing changes/];
const IN_PART = /right in part\. Some of what was kept of the post has been erased; the rest stays/;
const ERASED = /you are right\. What was kept of the post has been erased/;

describe.each(COLUMNS)('a contest of a post that was edited, on the %s column', (name) => {
  let column: Column;
  let context: TestContext;
  let pages: PublicPages;
  beforeAll(async () => {
    column = await openColumn(name);
  });
  afterAll(() => column.close());
  beforeEach(async () => {
    await column.reset();
    context = scoreContext(column);
    pages = await publicPages(column.database, context.vault);
  });

  const clockAt = (days: number) => ({ now: () => Date.now() + days * DAY_MS });
  const deskAt = (days: number) =>
    createContestDesk({ db: column.database.db, vault: context.vault, clock: clockAt(days) });
  const pruneAt = (days: number) => prunePublic({ ...context, clock: clockAt(days) });
  const rows = async () =>
    (await sql<{ id: string }>`select id::text as id from vigie.contests`.execute(column.database.db)).rows;

  /** Both versions are kept, and somebody contests their address. */
  async function contested(): Promise<{ receipt: string; first: string; other: string }> {
    for (const text of [TEXT, `${TEXT}, and on Monday`])
      await stagePosts(context, 'test', [{ key: 'one', text, permalink: STORED }], 'test');
    await drain(column, context);
    const receipt = receiptOn(await send(pages.app, '/en/contest', { address: STORED, text: STATEMENT }));
    await takeContests(context);
    const { rows: found } = await sql<{ id: string }>`
      select id::text as id from vigie.contests order by beside is not null
    `.execute(column.database.db);
    const [first, other, ...more] = found.map(({ id }) => id);
    if (first === undefined || other === undefined || more.length > 0)
      throw new Error(`expected two contests, found ${found.length}`);
    return { receipt, first, other };
  }

  async function decide(id: string, ruling: ContestRuling, days = 0): Promise<void> {
    const desk = deskAt(days);
    await desk.examine(ADA, id);
    await desk.decideContest(ADA, id, ruling);
  }

  const standing = async (receipt: string) => {
    const { text } = await send(pages.app, '/en/receipt', { receipt });
    return /role="status">(.*)<\/p>/.exec(text)?.[1] ?? '';
  };

  it('CON-01 finds what was kept under the address of one visit, before sessions were left out', async () => {
    const session = '?sid=0123456789abcdef0123456789abcdef';
    await stagePosts(context, 'test', [{ key: 'one', text: TEXT, permalink: STORED }], 'test');
    await drain(column, context);
    const token = context.vault.token('permalink', `board.example/topic/7${session}`);
    await sql`update vigie.sealed_posts set permalink_token = ${token}`.execute(column.database.db);
    await send(pages.app, '/en/contest', { address: `${STORED}${session}`, text: STATEMENT });
    await takeContests(context);
    const { rows: found } = await sql<{ item_id: string | null }>`select item_id from vigie.contests`.execute(
      column.database.db,
    );
    expect(found).toEqual([{ item_id: expect.any(String) }]);
  });

  it('CON-04 says "erased" once each version that was kept under the address is, and decides each for itself', async () => {
    const { receipt, first, other } = await contested();
    const open = await deskAt(0).openContests(ADA);
    expect(new Set(open.map(({ itemId }) => itemId)).size).toBe(2);
    for (const id of [first, other])
      expect(await deskAt(0).examine(ADA, id)).toMatchObject({ content: { statement: STATEMENT } });
    await decide(first, UPHELD);
    expect(await standing(receipt)).toMatch(IS_READ);
    await decide(other, UPHELD);
    expect(await standing(receipt)).toMatch(ERASED);
    expect((await sql`select 1 from vigie.sealed_posts`.execute(column.database.db)).rows).toEqual([]);
  });

  it.each([
    ['the first alone is rejected', REJECTED, UPHELD, IN_PART],
    ['the other alone is rejected', UPHELD, REJECTED, IN_PART],
    ['both are rejected', REJECTED, REJECTED, NOTHING_CHANGES],
    ['nothing was kept any more of the other', UPHELD, NOTHING_HELD, ERASED],
  ] as const)('CON-04 tells of all versions together, once the last is decided: %s', async (...given) => {
    const [, ofFirst, ofOther, told] = given;
    const { receipt, first, other } = await contested();
    expect(await standing(receipt)).toMatch(WAITS);
    await deskAt(0).examine(ADA, other);
    expect(await standing(receipt)).toMatch(IS_READ);
    await decide(first, ofFirst, 1);
    expect(await standing(receipt)).toMatch(IS_READ);
    expect(await standing(receipt)).not.toContain('<bdi>');
    await decide(other, ofOther, 2);
    expect(await standing(receipt)).toMatch(told);
    const day = new Date(clockAt(2).now()).toISOString().slice(0, 10);
    expect(await standing(receipt)).toContain(`<bdi>${day}</bdi>`);
  });

  it('CON-04 goes as a whole, 90 days after the last version is decided', async () => {
    const { receipt, first, other } = await contested();
    await decide(other, REJECTED, 1);
    await pruneAt(95);
    expect(await rows()).toHaveLength(2);
    await decide(first, UPHELD, 20);
    await pruneAt(92);
    expect(await standing(receipt)).toMatch(IN_PART);
    await pruneAt(112);
    expect(await rows()).toEqual([]);
  });

  it('EVA-01 is one contest in every figure, decided with its last version and upheld with any of them', async () => {
    const { first, other } = await contested();
    const figures = async () => {
      const entries = await logEntries(column.database.db, sql`e.kind ~ '^contest'`, context.vault);
      const { rows: tally } = await tallyEntries(
        (async function* () {
          for (const [index, entry] of entries.entries()) yield { index, kind: entry.kind, entry };
        })(),
      );
      return Object.fromEntries(tally.map(({ name: of, count }) => [of, count]));
    };
    await deskAt(0).examine(ADA, first);
    await deskAt(0).examine(BEA, other);
    expect(await figures()).toEqual({ 'contest.received': 1, 'contest.examined': 2 });
    // At once: either waits for the other, so that one of them is the last.
    await Promise.all([
      deskAt(0).decideContest(ADA, first, UPHELD),
      deskAt(0).decideContest(BEA, other, REJECTED),
    ]);
    expect(await figures()).toMatchObject({ 'contest.decided': 1, 'contest.decided upheld': 1 });
    expect(await figures()).not.toHaveProperty('contest.decided rejected');
    const sent = await logEntries(column.database.db, sql`e.kind = 'contest.received'`, context.vault);
    expect(sent.map(({ actor, subject, body }) => [actor, subject, body.beside])).toEqual([
      ['public', first, undefined],
      ['scheduler', other, first],
    ]);
  });
});
