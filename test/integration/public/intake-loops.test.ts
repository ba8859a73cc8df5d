import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkPublicReports } from '../../../bin/cli/doctor/check-public-reports.ts';
import type { Opened } from '../../../bin/cli/doctor/opened-records.ts';
import { approveResume, stopWork } from '../../../queue/storage/index.ts';
import { type Schedule, startSchedule } from '../../../workers/schedule.ts';
import { createCollector } from '../../../workers/sources/index.ts';
import { startStopWatch } from '../../../workers/stop-watch.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { type PublicPages, publicPages, send } from '../../support/public-pages.ts';
import { scoreContext, type TestContext } from '../../support/scoring.ts';
import { until } from '../../support/until.ts';

const AT_RISK = { address: 'https://board.example/1', text: '[protect] the boat has no engine' };
const CONTEST = { address: 'https://board.example/2', text: 'this is no offer' };

describe.each(COLUMNS)('what the public sends in, %s column', (name) => {
  let column: Column;
  let context: TestContext;
  let pages: PublicPages;
  const closing: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    column = await openColumn(name);
  }, 60_000);
  afterAll(() => column.close());
  beforeEach(async () => {
    await column.reset();
    context = scoreContext(column);
    pages = await publicPages(column.database, context.vault);
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  const db = () => column.database.db;

  async function schedule(): Promise<Schedule> {
    const stopping = new AbortController();
    const { clock, logger } = context;
    const stops = await startStopWatch({ db: db(), logger, stopping: stopping.signal });
    const collector = createCollector({ clock, logger });
    const schedule = startSchedule({ ...context, stops, collector, alerts: undefined }, column.queue);
    closing.push(
      () => collector.close(),
      () => stops.close(),
      () => schedule.close(),
    );
    return schedule;
  }

  async function comeIn(): Promise<void> {
    await send(pages.app, '/en/report', AT_RISK);
    await send(pages.app, '/en/contest', CONTEST);
  }

  const isContestTaken = async () =>
    (await sql`select from vigie.contests where taken`.execute(db())).rows.length === 1;
  const countItems = async () => (await sql`select from vigie.items`.execute(db())).rows.length;
  const findings = () =>
    checkPublicReports((async () => ({ database: column.database })) as unknown as Opened);

  it('takes contests during a stop, and reports of people at risk wait until it ends, which doctor says', async () => {
    await stopWork(db(), { actor: 'os:ana', now: new Date(), reason: 'test' });
    await comeIn();
    await schedule();
    await until('the contest is taken', isContestTaken);
    expect(await countItems()).toBe(0);
    expect(await findings()).toEqual([
      expect.objectContaining({
        level: 'fail',
        message: expect.stringMatching(/^1 that say somebody is at risk wait/),
      }),
    ]);
    for (const actor of ['os:ana', 'os:ben']) await approveResume(db(), { actor, now: new Date() });
    await until('protection has it', async () => (await countItems()) === 1);
    expect(await findings()).toEqual([expect.objectContaining({ level: 'ok' })]);
  });

  it('takes contests while reports cannot be read', async () => {
    await comeIn();
    await sql`alter table vigie.reports rename to reports_away`.execute(db());
    try {
      await schedule();
      await until('the contest is taken', isContestTaken);
    } finally {
      await sql`alter table vigie.reports_away rename to reports`.execute(db());
    }
    await until('protection has it', async () => (await countItems()) === 1);
  });
});
