import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerReport, markRead, readReplyRecipient } from '../../../queue/storage/index.ts';
import { sealTo } from '../../../queue/vault/index.ts';
import { prunePublic } from '../../../workers/public/prune-public.ts';
import { takeReferrals } from '../../../workers/public/take-referrals.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { logEntries } from '../../support/log.ts';
import { type PublicPages, publicPages, receiptOn, send } from '../../support/public-pages.ts';
import { readReports } from '../../support/reports.ts';
import { scoreContext, type TestContext } from '../../support/scoring.ts';

const ADDRESS = 'https://board.example/offer/3';
const TEXT = 'they ask 900 for the trip';
const AT_RISK = '[protect] the boat has no engine';
const CONTACT = 'somebody at mail dot example';

describe.each(COLUMNS)('the end of a report on the %s column', (name) => {
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

  const report = (fields: Record<string, string>) => send(pages.app, '/en/report', fields);
  const show = async (receipt: string) => (await send(pages.app, '/en/receipt', { receipt })).text;
  const countPosts = async () =>
    (await sql<{ lane: string }>`select lane from vigie.items`.execute(column.database.db)).rows;

  it('is on the 180th day, whichever hour it came', async () => {
    const { db } = column.database;
    await report({ address: ADDRESS, text: TEXT });
    const day = Math.floor(Date.now() / 86_400_000) * 86_400_000;
    const at = (days: number) => ({ ...context, clock: { now: () => day + days * 86_400_000 } });
    await prunePublic(at(179));
    expect(await readReports(db, false)).toHaveLength(1);
    await prunePublic(at(180));
    expect(await readReports(db, false)).toEqual([]);
  });

  it('in protection says in the log of the process which rule could not be run on it, as its counter does', async () => {
    const { db } = column.database;
    const { intakeRecipient } = await pages.context.store.facts();
    const assessed = pages.context.assess(AT_RISK);
    const trace = [...assessed.trace, { step: 'errored', rule: 'en.price.broken', error: 'SyntaxError' }];
    const copy = JSON.stringify({
      version: 1,
      text: 'x',
      assessment: JSON.stringify({ ...assessed, trace }),
    });
    await pages.context.store.addReport({
      ...{ id: crypto.randomUUID(), receiptHash: Buffer.alloc(32, 1), replyRecipient: intakeRecipient },
      ...{ sealed: null, sealedContact: null, sealedPictures: null },
      distress: await sealTo(intakeRecipient, copy),
    });
    const logged: unknown[] = [];
    const logger = { ...context.logger, error: (facts: unknown) => void logged.push(facts) };
    await takeReferrals({ ...context, logger });
    expect(logged).toEqual([
      { rule: 'en.price.broken', error: 'SyntaxError', posts: 1, release: assessed.release },
    ]);
    const { rows } = await sql`select rule, change::integer as posts from vigie.rule_errors`.execute(db);
    expect(rows).toEqual([{ rule: 'en.price.broken', posts: 1 }]);
  });

  it('REP-09 leaves the copy for protection, and nothing else, where its days are over before that came there', async () => {
    const { db } = column.database;
    const receipt = receiptOn(await report({ address: ADDRESS, text: AT_RISK, contact: CONTACT }));
    const [{ id, thread } = { id: '', thread: '' }] = await readReports(db, false);
    await markRead(db, [id]);
    const answer = await sealTo((await readReplyRecipient(db, thread)) ?? '', 'an answer');
    await db.transaction().execute((tx) => answerReport(tx, thread, answer, new Date()));
    const later = { ...context, clock: { now: () => Date.now() + 181 * 86_400_000 } };
    await prunePublic(later);
    await prunePublic(later);
    const { rows } = await sql`
      select num_nonnulls(sealed, sealed_contact, sealed_pictures, answer) as left, distress is null as came, state
      from vigie.reports
    `.execute(db);
    expect(rows).toEqual([{ left: 0, came: false, state: 'closed' }]);
    expect(await show(receipt)).toContain('Closed.');
    await takeReferrals(context);
    expect(await countPosts()).toEqual([{ lane: 'protect' }]);
    await prunePublic(later);
    expect((await sql`select 1 from vigie.reports`.execute(db)).rows).toEqual([]);
    const pruned = (await logEntries(db)).filter(({ kind }) => kind === 'public.pruned');
    expect(pruned.map(({ body }) => body)).toEqual([
      { contests: 0, reports: 0, emptied: 1 },
      { contests: 0, reports: 1, emptied: 0 },
    ]);
  });
});
