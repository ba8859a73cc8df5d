import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PURPOSES, Source } from '../../../queue/contracts/index.ts';
import { collectSource, collectSourceRequest } from '../../../queue/jobs/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import {
  buryLetter,
  liftSuspension,
  readDue,
  readSourceHealth,
  readTrouble,
  suspendSource,
} from '../../../queue/storage/index.ts';
import { type CollectContext, collectRound, handleCollectSource } from '../../../workers/handlers/collect.ts';
import { dryRun } from '../../../workers/handlers/dry-run.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import {
  body,
  type FixtureWeb,
  type Respond,
  redirect,
  startFixtureWeb,
  status,
} from '../../fixtures/sources/fixture-web.ts';
import { authorisationOf } from '../../support/authorisation.ts';
import { testCollector } from '../../support/collectors.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { logEntries } from '../../support/log.ts';
import { TEST_POLICY } from '../../support/policy.ts';
import { until } from '../../support/until.ts';
import { testVault } from '../../support/vault.ts';

const DAY_MS = 86_400_000;
const CANARY = 'zilpzalp-body';
const START = Date.parse('2026-06-01T12:00:00Z');

const page = (key: string, next: string): Respond =>
  body(
    'text/html',
    `<ul><li id="${key}"><p>text ${key}</p></li></ul><a class="next" href="${next}">next</a>`,
  );

describe.each(COLUMNS)('the gate, %s', (name) => {
  let column: Column;
  let web: FixtureWeb;
  let collector: Collector;
  let clock = manualClock(START);
  let context: CollectContext;
  beforeAll(async () => {
    column = await openColumn(name);
  });
  afterAll(() => column.close());
  beforeEach(async () => {
    await column.reset();
    web = await startFixtureWeb();
    clock = manualClock(START);
    collector = testCollector({
      clock,
      loopbackPorts: new Set([web.port]),
    });
    context = {
      db: column.database.db,
      vault: testVault(),
      policy: TEST_POLICY,
      clock,
      logger: SILENT_LOGGER,
      collector,
      sources: new Map(),
      nudge() {},
      stopping: new AbortController().signal,
    };
  });
  afterEach(() => Promise.all([collector.close(), web.close()]));

  function suspendBoard(now: Date): Promise<void> {
    const act = { reason: 'plan missed twice', actor: 'evaluation', now };
    return context.db.transaction().execute((tx) => suspendSource(tx, 'board', act));
  }

  function board(changes: Record<string, unknown> = {}, more: object = {}): Source {
    const authorisation = authorisationOf(web.origin, changes, START);
    const selectors = { item: 'li', text: 'p', keyAttribute: 'id', next: 'a.next' };
    const url = `${web.origin}/board/1`;
    return Source.parse({ id: 'board', kind: 'html', name: 'board', url, selectors, authorisation, ...more });
  }

  async function entries(): Promise<{ kind: string; body: Record<string, unknown> }[]> {
    const all = await logEntries(context.db, sql`e.kind like 'source.%'`, context.vault);
    return all.map(({ kind, body }) => ({ kind, body }));
  }

  async function postCount(): Promise<number> {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from vigie.posts`.execute(context.db);
    return rows[0]?.n ?? 0;
  }

  it('PUR-01 lets one request through in force, and none before the authorisation begins', async () => {
    web.on('/board/1', page('k1', '/board/2'));
    const early = board({ startsOn: '2026-06-02', reviewBy: '2026-09-01' });
    expect(await collectRound(context, early, 1)).toMatchObject({ state: 'expired', fresh: 0 });
    expect(web.asked).toEqual([]);
    const inForce = board({ startsOn: '2026-06-01', reviewBy: '2026-09-01' }, { maxPages: 1 });
    expect(await collectRound(context, inForce, 2)).toMatchObject({ state: 'ok', fresh: 1 });
    expect(web.asked.filter((path) => path !== '/robots.txt')).toEqual(['/board/1']);
  });

  it('PUR-02 stops in the middle of a round, before the next request, and keeps what came before', async () => {
    web.on('/board/1', (request, response) => {
      clock.advance(DAY_MS);
      page('k1', '/board/2')(request, response);
    });
    web.on('/board/2', page('k2', '/board/3'));
    const report = await collectRound(context, board({ expiresOn: '2026-06-02' }), 1);
    expect(report).toMatchObject({ state: 'expired', fresh: 1 });
    expect(report.message).toContain('ended on 2026-06-02');
    expect(web.asked).toEqual(['/robots.txt', '/board/1']);
    expect(await entries()).toEqual([
      {
        kind: 'source.round',
        // The request that was refused did not leave; robots.txt and the first page did.
        body: expect.objectContaining({ state: 'expired', fresh: 1, requests: 2, refusals: { expired: 1 } }),
      },
    ]);
  });

  it('EVA-03 asks nothing for a source that is suspended, until two people say otherwise', async () => {
    web.on('/board/1', page('k1', '/board/2'));
    const source = board({}, { maxPages: 1 });
    const now = new Date(clock.now());
    await suspendBoard(now);
    expect(await collectRound(context, source, 1)).toMatchObject({
      state: 'off',
      reason: 'suspended',
      fresh: 0,
    });
    expect(web.asked).toEqual([]);
    expect((await readDue(context.db)).get('board')).toMatchObject({ isSuspended: true, state: 'off' });
    await liftSuspension(context.db, 'board', { actor: 'oscar', now });
    expect(await collectRound(context, source, 2)).toMatchObject({ reason: 'suspended' });
    await liftSuspension(context.db, 'board', { actor: 'olga', now });
    expect(await collectRound(context, source, 3)).toMatchObject({ state: 'ok', fresh: 1 });
  });

  it('EVA-03 stores nothing more of a source that is suspended in the middle of a round', async () => {
    web.on('/board/1', page('k1', '/board/2'));
    web.on('/board/2', (request, response) => {
      void suspendBoard(new Date(clock.now())).then(() => page('k2', '/board/3')(request, response));
    });
    web.on('/board/3', page('k3', '/board/4'));
    const report = await collectRound(context, board(), 1);
    expect(report).toMatchObject({ state: 'off', reason: 'suspended', fresh: 1 });
    expect(await postCount()).toBe(1);
    expect(web.asked).not.toContain('/board/3');
    expect((await readDue(context.db)).get('board')).toMatchObject({ isSuspended: true, state: 'off' });
  });

  it('EVA-03 shows nobody what a suspended source would bring, until two people say otherwise', async () => {
    web.on('/board/1', page('k1', '/board/2'));
    const source = board({}, { maxPages: 1 });
    const now = new Date(clock.now());
    await suspendBoard(now);
    const refused = await dryRun(context, source, 'person:7');
    expect(refused).toMatchObject({ state: 'off', reason: 'suspended', found: 0, posts: [] });
    expect(refused.message).toContain('vigie evaluation lift board');
    expect(web.asked).toEqual([]);
    for (const actor of ['oscar', 'olga']) await liftSuspension(context.db, 'board', { actor, now });
    expect(await dryRun(context, source, 'person:7')).toMatchObject({ state: 'ok', found: 1 });
  });

  it.each([
    ['expired', { expiresOn: '2026-06-02' }, {}, 'expired'],
    ['review-overdue', { reviewBy: '2026-06-02' }, {}, 'expired'],
    ['disabled', {}, { enabled: false }, 'off'],
  ])(
    'PUR-02 drops a queued job of a source that is %s, and logs it once',
    async (reason, dates, more, state) => {
      const source = board(dates, more);
      await column.queue.add([collectSourceRequest('board', 7)]);
      clock.advance(DAY_MS);
      let ended = 0;
      const dropping = { ...context, sources: new Map([['board', source]]) };
      const worker = column.queue.work(
        collectSource,
        async (job) => {
          await handleCollectSource(dropping, job);
          ended += 1;
        },
        { concurrency: 1, onDead: (dead) => buryLetter(context.db, dead, new Date()) },
      );
      await until('the job has ended', () => ended === 1);
      await worker.close();
      // As after a crash between the handler and the queue's store.
      await handleCollectSource(dropping, { version: 1, sourceId: 'board', round: 7 });
      expect(web.asked).toEqual([]);
      expect(await entries()).toEqual([{ kind: 'source.dropped', body: { round: 7, reason } }]);
      expect((await readDue(context.db)).get('board')).toMatchObject({ state, lastRound: 7 });
      expect((await readTrouble(context.db)).get('board')?.refused).toEqual(new Map([[reason, 1]]));
    },
  );

  it('PUR-02 drops a queued job of a source whose file is gone', async () => {
    await handleCollectSource(context, { version: 1, sourceId: 'gone', round: 1 });
    expect(await entries()).toEqual([{ kind: 'source.dropped', body: { round: 1, reason: 'removed' } }]);
    expect((await readDue(context.db)).get('gone')).toMatchObject({ state: 'off' });
  });

  it('PUR-02 writes once that a source is off, however often a scheduler with other files names it', async () => {
    const source = board({ expiresOn: '2026-06-01' });
    const sources = new Map([['board', source]]);
    for (let round = 1; round <= 4; round += 1) {
      await handleCollectSource({ ...context, sources }, { version: 1, sourceId: 'board', round });
      const nextDueAtMs = clock.now() + (round === 1 ? 0 : 60_000);
      expect((await readDue(context.db)).get('board')).toMatchObject({ lastRound: round, nextDueAtMs });
      clock.advance(2_000);
    }
    expect(await entries()).toEqual([{ kind: 'source.dropped', body: { round: 1, reason: 'expired' } }]);
    expect((await readTrouble(context.db)).get('board')?.refused).toEqual(new Map([['expired', 1]]));
    // Why it may not be collected is another reason: that is news again.
    await handleCollectSource(context, { version: 1, sourceId: 'board', round: 5 });
    expect((await entries()).at(-1)).toEqual({
      kind: 'source.dropped',
      body: { round: 5, reason: 'removed' },
    });
  });

  it.each<[string, Respond, string, string]>([
    ['a redirect to another host', redirect('http://other.example/'), 'refused', 'scope'],
    ['a redirect to another path', redirect('/members/'), 'refused', 'scope-path'],
    ['a redirect to an internal address', redirect('http://169.254.169.254/'), 'refused', 'address-literal'],
    ['HTTP 401', status(401), 'blocked', 'http-401'],
    [
      'a login form',
      body('text/html', `<p>${CANARY}</p><form><input type="password"></form>`),
      'blocked',
      'login-wall',
    ],
  ])(
    'PUR-03 records %s as a refusal, with its reason, and stores nothing of it',
    async (_what, respond, state, reason) => {
      web.on('/board/1', respond);
      web.on('/members/', body('text/html', CANARY));
      const source = board({ scope: [{ host: web.host, paths: ['/board/'] }] });
      expect(await collectRound(context, source, 1)).toMatchObject({ state, fresh: 0 });
      expect(await collectRound(context, source, 2)).toMatchObject({ state, fresh: 0 });
      expect(web.asked).not.toContain('/members/');
      expect((await readTrouble(context.db)).get('board')?.refused).toEqual(new Map([[reason, 2]]));
      const standing = (await readSourceHealth(context.db)).find(({ id }) => id === 'board');
      expect(standing).toMatchObject({ state, message: expect.stringMatching(/\S/) });
      expect((await entries()).map((entry) => entry.body.refusals)).toEqual([
        { [reason]: 1 },
        { [reason]: 1 },
      ]);
      expect(await postCount()).toBe(0);
      expect(JSON.stringify([standing, await entries()])).not.toContain(CANARY);
    },
  );

  it.each<[string, string, Respond, string, readonly string[]]>([
    ['a robots rule', '/robots.txt', body('text/plain', 'User-agent: *\nDisallow: /board/'), 'robots', []],
    ['HTTP 429', '/board/1', status(429, { 'retry-after': '600' }), 'http-429', ['/board/1']],
    ['HTTP 403', '/board/1', status(403), 'http-403', ['/board/1', '/board/1']],
    [
      'a captcha',
      '/board/1',
      body('text/html', '<div class="g-recaptcha"></div>'),
      'captcha',
      ['/board/1', '/board/1'],
    ],
  ])('PUR-08 obeys and records %s', async (_what, path, respond, reason, asked) => {
    web.on('/board/1', page('k1', '/board/1'));
    web.on(path, respond);
    for (const round of [1, 2])
      expect(await collectRound(context, board(), round)).toMatchObject({ state: 'blocked', fresh: 0 });
    // What asked us to wait is not asked again before its time.
    expect(web.asked.filter((one) => one !== '/robots.txt')).toEqual(asked);
    const counts = (await readTrouble(context.db)).get('board')?.refused;
    expect([...(counts?.values() ?? [])].reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(counts?.has(reason)).toBe(true);
  });

  it('PUR-05 the records take no other purpose than those of the list', async () => {
    web.on('/board/1', page('k1', '/board/1'));
    await collectRound(context, board(), 1);
    const set = (purpose: string) =>
      sql`update vigie.sources set purpose = ${purpose} where source_id = 'board'`.execute(context.db);
    for (const purpose of ['immigration-enforcement', 'asylum-assessment', 'status-check', ''])
      await expect(set(purpose)).rejects.toThrow(/check constraint|sources_purpose_check/);
    for (const purpose of PURPOSES) await set(purpose);
  });
});
