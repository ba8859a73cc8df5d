import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeDryRun } from '../../../bin/cli/describe-dry-run.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { hostTurns } from '../../../queue/storage/index.ts';
import { dryRun } from '../../../workers/handlers/dry-run.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { body } from '../../fixtures/sources/fixture-web.ts';
import { authorisationOf, dayFromNow } from '../../support/authorisation.ts';
import { testCollector } from '../../support/collectors.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { logEntries } from '../../support/log.ts';
import { type PagedBoard, startPagedBoard } from '../../support/paged-board.ts';

describe.each(COLUMNS)('a dry run, %s column', (name) => {
  let column: Column;
  let collector: Collector;
  let board: PagedBoard;
  const loopbackPorts = new Set<number>();
  beforeAll(async () => {
    column = await openColumn(name);
    collector = testCollector({
      loopbackPorts,
      turns: hostTurns(column.database.db),
    });
  }, 60_000);
  afterAll(() => Promise.all([collector.close(), column.close()]));
  beforeEach(async () => {
    board = await startPagedBoard(30);
    loopbackPorts.add(board.web.port);
  });
  afterEach(() => board.web.close());

  const run = (extra: object = {}, stopping = new AbortController().signal) =>
    dryRun(
      { db: column.database.db, clock: SYSTEM_CLOCK, collector, stopping },
      board.source(extra),
      'person:7',
    );

  const entries = () => logEntries(column.database.db);

  /**
   * Rows of every table but those a migration fills, the log, and the hosts' turns, which everybody who asks a host takes.
   */
  async function stored(): Promise<number> {
    const { rows } = await column.database.pool.query(
      `select table_name from information_schema.tables where table_schema = 'vigie'
        and table_name not like 'log_%' and table_name not in ('host_turns', 'migrations', 'migration_lock', 'settings', 'public_facts')`,
    );
    let total = 0;
    for (const { table_name } of rows) {
      const counted = await column.database.pool.query(`select count(*) as count from vigie.${table_name}`);
      total += Number(counted.rows[0]?.count);
    }
    return total;
  }

  it('shows what the first two pages would bring, asks for nothing else, and stores nothing', async () => {
    const found = await run();
    expect(found).toMatchObject({ state: 'ok', pages: 2, hasMore: true, found: 10 });
    expect(found.robots).toEqual({ verdict: 'none', sha256: null });
    expect(found.posts[0]).toMatchObject({ text: 'The harbour market opens at nine (30)' });
    expect(board.web.asked).toEqual(['/robots.txt', '/board?page=1', '/board?page=2']);
    expect(await stored()).toBe(0);
  });

  it('asks authorisation and robots.txt as a round does', async () => {
    const authorisation = authorisationOf(board.web.origin, { expiresOn: dayFromNow(-1) });
    const expired = await run({ authorisation });
    expect(expired).toMatchObject({ state: 'expired', reason: 'expired', found: 0 });
    expect(board.web.asked).toEqual([]);
    await expect(run({ enabled: false })).rejects.toMatchObject({ code: 'source.refused' });
    board.web.on('/robots.txt', body('text/plain', 'User-agent: *\nDisallow: /'));
    expect(await run()).toMatchObject({
      state: 'blocked',
      reason: 'robots',
      robots: { verdict: 'disallowed' },
    });
    expect(board.web.asked).toEqual(['/robots.txt']);
  });

  it('is an entry of the log: who had which source read, when, and how many requests that took', async () => {
    const before = (await entries()).length;
    const begun = Date.now();
    await run();
    const [entry, ...more] = (await entries()).slice(before);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      kind: 'source.tried',
      actor: 'person:7',
      subject: 'board',
      body: { state: 'ok', reason: null, requests: 3, pages: 2, posts: 10 },
    });
    expect(Date.parse(entry?.at ?? '')).toBeGreaterThanOrEqual(begun);
  });

  it('that is ended on the way is an entry, too, with the requests that were made', async () => {
    const before = (await entries()).length;
    const stop = new AbortController();
    board.failing = () => void stop.abort(new Error('the process is stopping'));
    await expect(run({}, stop.signal)).rejects.toThrow('the process is stopping');
    board.failing = undefined;
    await expect(run({ enabled: false })).rejects.toMatchObject({ code: 'source.refused' });
    expect((await entries()).slice(before)).toMatchObject([
      { kind: 'source.tried', actor: 'person:7', body: { state: null, requests: 2 } },
    ]);
  });

  it('is shown with hidden characters as codes, each post in a direction of its own', async () => {
    board.web.on('/board', body('text/html', '<ul><li id="x"><p>a \u202Eb\u001B[2Jc</p></li></ul>'));
    const shown = describeDryRun(await run());
    expect(shown).toContain('\u2068a [U+202E]b[U+001B][2Jc\u2069');
    expect(shown).toContain('nothing was stored');
  });
});
