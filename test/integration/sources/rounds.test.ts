import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Source } from '../../../queue/contracts/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { readDue, readSourceHealth } from '../../../queue/storage/index.ts';
import { blocked, refused } from '../../../workers/fetch/source-faults.ts';
import { handleBackfillSource } from '../../../workers/handlers/backfill.ts';
import { collectRound, handleCollectSource } from '../../../workers/handlers/collect.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import type { SourceOf } from '../../../workers/sources/source-adapter.ts';
import { body } from '../../fixtures/sources/fixture-web.ts';
import { collectContext } from '../../support/collecting.ts';
import { testCollector } from '../../support/collectors.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { countPosts } from '../../support/count-posts.ts';
import { type PagedBoard, startPagedBoard } from '../../support/paged-board.ts';

let collector: Collector;
const loopbackPorts = new Set<number>();
beforeAll(() => {
  collector = testCollector({
    loopbackPorts,
  });
});
afterAll(() => collector.close());

describe.each(COLUMNS)('collection rounds, %s column', (name) => {
  let column: Column;
  let board: PagedBoard;
  beforeAll(async () => {
    column = await openColumn(name);
  }, 60_000);
  afterAll(() => column.close());
  beforeEach(async () => {
    await column.reset();
    board = await startPagedBoard(30);
    loopbackPorts.add(board.web.port);
  });
  afterEach(() => board.web.close());

  async function health() {
    const [first] = await readSourceHealth(column.database.db);
    if (!first) throw new Error('expected a source in the records');
    return first;
  }

  /** Pages asked for by the round. */
  async function pagesOf(round: () => Promise<unknown>): Promise<number[]> {
    const before = board.pagesAsked().length;
    await round();
    return board.pagesAsked().slice(before);
  }

  it('read down to what is known, and no further', async () => {
    const source = board.source();
    const context = collectContext(column, collector);
    expect(await collectRound(context, source)).toMatchObject({ state: 'ok', fresh: 30 });
    board.posts.unshift(37, 36, 35, 34, 33, 32, 31);
    expect(await pagesOf(() => collectRound(context, source))).toEqual([1, 2, 3]);
    expect(await pagesOf(() => collectRound(context, source))).toEqual([1]);
    expect(await countPosts(column.database.db)).toBe(37);
  });

  it('take up an edited text of a known post, and read no further for it', async () => {
    const source = board.source();
    const context = collectContext(column, collector);
    await collectRound(context, source);
    board.edited.set(29, 'We take four people to the other side');
    const before = board.pagesAsked().length;
    expect(await collectRound(context, source)).toMatchObject({ state: 'ok', fresh: 0, known: 5, edited: 1 });
    expect(await collectRound(context, source)).toMatchObject({ fresh: 0, known: 5, edited: 0 });
    expect(board.pagesAsked().slice(before)).toEqual([1, 1]);
    expect(await countPosts(column.database.db)).toBe(31);
  });

  it('store what a post says in the end, also where its server says that nothing has changed since', async () => {
    const clock = manualClock(Date.parse('2026-06-01T12:00:00Z'));
    const context = collectContext(column, collector, [], { clock });
    const source = board.source({ url: `${board.web.origin}/channel` });
    let text = 'boat to the island';
    board.web.on('/channel', (request, response) => {
      const etag = `"${createHash('sha256').update(text).digest('hex')}"`;
      const isKnown = request.headers['if-none-match'] === etag;
      response.writeHead(isKnown ? 304 : 200, { etag, 'content-type': 'text/html' });
      response.end(isKnown ? undefined : `<ul><li id="p1"><p>${text}</p></li></ul>`);
    });
    await collectRound(context, source);
    let edited = 0;
    for (let edit = 1; edit <= 12; edit += 1) {
      text = `boat to the island, call ${edit}`;
      edited += (await collectRound(context, source)).edited;
    }
    expect(edited).toBe(10);
    clock.advance(2 * 3_600_000);
    expect(await collectRound(context, source)).toMatchObject({ state: 'ok', edited: 1 });
    // From then on "unchanged" is believed again.
    expect(await collectRound(context, source)).toMatchObject({ state: 'ok', known: 0 });
    expect(await countPosts(column.database.db)).toBe(12);
  });

  it('count a server that does not answer as a failure, and as nobody’s refusal', async () => {
    board.failing = () => 500;
    const report = await collectRound(collectContext(column, collector), board.source());
    expect(report).toMatchObject({ state: 'unreachable', reason: 'http-500' });
    expect(await health()).toMatchObject({ failures: { 'http-500': 1 }, refusals: {} });
  });

  it('stay well where a server fails at one listed page for ever, and name it in the state', async () => {
    board.web.on('/list', body('text/html', '<a href="/board?page=1">1</a><a href="/board?page=2">2</a>'));
    board.failing = (page) => (page === 1 ? 500 : undefined);
    const source = board.source({
      kind: 'classifieds',
      url: `${board.web.origin}/list`,
      listing: { link: 'a' },
    });
    for (let round = 0; round < 2; round += 1)
      expect(await collectRound(collectContext(column, collector), source)).toMatchObject({ state: 'ok' });
    expect(await health()).toMatchObject({
      ...{ state: 'ok', reason: 'http-500', failures: { 'http-500': 2 } },
      message: expect.stringContaining('passed over 1 page (http-500)'),
    });
    expect(await countPosts(column.database.db)).toBeGreaterThan(0);
  });

  it('go on where they were interrupted, and take no page twice', async () => {
    const source = board.source();
    const stop = new AbortController();
    board.failing = (page) => {
      if (page === 4) stop.abort(new Error('the process is stopping'));
      return undefined;
    };
    const interrupted = collectContext(column, collector, [], { stopping: stop.signal });
    await expect(collectRound(interrupted, source)).rejects.toThrow('the process is stopping');
    expect(await countPosts(column.database.db)).toBe(15);
    board.failing = undefined;
    const pages = await pagesOf(() => collectRound(collectContext(column, collector), source));
    expect(pages).toEqual([4, 5, 6]);
    expect(await countPosts(column.database.db)).toBe(30);
    expect(await health()).toMatchObject({ state: 'ok', lastNew: 30 });
  });

  it('begin anew when the interruption was long', async () => {
    const clock = manualClock(Date.parse('2026-06-01T12:00:00Z'));
    const source = board.source();
    const stop = new AbortController();
    board.failing = (page) => {
      if (page === 3) stop.abort(new Error('the process is stopping'));
      return undefined;
    };
    const interrupted = collectContext(column, collector, [], { stopping: stop.signal, clock });
    await expect(collectRound(interrupted, source)).rejects.toThrow('the process is stopping');
    board.failing = undefined;
    clock.advance(3_600_000);
    board.posts.unshift(...Array.from({ length: 20 }, (_, at) => 50 - at));
    const context = collectContext(column, collector, [], { clock });
    expect(await pagesOf(() => collectRound(context, source))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await countPosts(column.database.db)).toBe(50);
    const { rows } = await sql<{ body: string }>`
      select p.body from vigie.log_pending p join vigie.log_entries e using (entry_id)
      where e.kind = 'source.round' order by entry_id
    `.execute(column.database.db);
    expect(rows.map((row) => JSON.parse(row.body))).toMatchObject([
      {
        actor: 'worker:collect',
        subject: 'board',
        body: { state: 'interrupted', round: 1, pages: 2, fresh: 10 },
      },
      { actor: 'worker:collect', subject: 'board', body: { state: 'ok', fresh: 40 } },
    ]);
  });

  it('pass over known pages after a round that failed in the middle, so that nothing is left out', async () => {
    const source = board.source();
    const context = collectContext(column, collector);
    board.failing = (page) => (page === 3 ? 403 : undefined);
    expect(await collectRound(context, source)).toMatchObject({
      state: 'blocked',
      reason: 'http-403',
      fresh: 10,
    });
    board.failing = undefined;
    board.posts.unshift(31);
    expect(await pagesOf(() => collectRound(context, source))).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await countPosts(column.database.db)).toBe(31);
    expect(await health()).toMatchObject({ state: 'ok', reason: null, refusals: { 'http-403': 1 } });
  });

  it('leave older pages to backfill, which is bounded and stops at what is known', async () => {
    const source = board.source({ maxPages: 2, backfillPages: 3 });
    const context = collectContext(column, collector, [source]);
    expect(await pagesOf(() => collectRound(context, source))).toEqual([1, 2]);
    expect((await readDue(column.database.db)).get('board')).toMatchObject({ hasBackfill: true });
    const fill = (round: number) => () =>
      handleBackfillSource(context, { version: 1, sourceId: 'board', round });
    expect(await pagesOf(fill(1))).toEqual([3, 4, 5]);
    // Its three pages are used up: the last page is not wanted.
    expect(await pagesOf(fill(2))).toEqual([]);
    expect(await countPosts(column.database.db)).toBe(25);

    board.posts.unshift(...Array.from({ length: 13 }, (_, at) => 43 - at));
    expect(await pagesOf(() => collectRound(context, source))).toEqual([1, 2]);
    expect(await pagesOf(fill(2))).toEqual([3, 4]);
    expect(await pagesOf(fill(3))).toEqual([]);
    expect(await countPosts(column.database.db)).toBe(38);
  });

  it('have ten older pages read after each of them, however often the job of one comes', async () => {
    board.posts.unshift(...Array.from({ length: 70 }, (_, at) => 100 - at));
    const source = board.source({ maxPages: 2, backfillPages: 50 });
    const context = collectContext(column, collector, [source]);
    await collectRound(context, source);
    const fill = (round: number) => () =>
      handleBackfillSource(context, { version: 1, sourceId: 'board', round });
    const pages = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
    expect(await pagesOf(fill(1))).toEqual(pages(3, 12));
    expect(await pagesOf(fill(1))).toEqual([]);
    await collectRound(context, source);
    expect(await pagesOf(fill(2))).toEqual(pages(13, 20));
    expect(await countPosts(column.database.db)).toBe(100);
  });

  it.each([
    ['429 of an older page', { reason: 'status', status: 429 }, true],
    ['a Retry-After that another source was told', { reason: 'retry-after' }, true],
    ['a host that is backed off from', { reason: 'back-off' }, true],
    ['a wall before the older pages', { reason: 'captcha' }, false],
  ] as const)('after %s: whether older pages are still owed', async (_what, details, isOwed) => {
    const source = board.source({ maxPages: 2, backfillPages: 50 });
    await collectRound(collectContext(column, collector), source);
    const refusing: Collector = {
      ...collector,
      // biome-ignore lint/correctness/useYield: the host refuses the first page already.
      async *collect() {
        throw blocked('the host refuses us for now', details);
      },
    };
    const fill = (by: Collector, round: number) =>
      handleBackfillSource(collectContext(column, by, [source]), { version: 1, sourceId: 'board', round });
    await fill(refusing, 1);
    expect((await readDue(column.database.db)).get('board')).toMatchObject({ hasBackfill: isOwed });
    // Not before the host was asked for something newer.
    await fill(collector, 1);
    expect(await countPosts(column.database.db)).toBe(10);
    await fill(collector, 2);
    expect(await countPosts(column.database.db)).toBe(isOwed ? 30 : 10);
  });

  it.each([
    ['an authorisation that ended', refused('it ended', { reason: 'expired' }), true],
    ['a suspension', refused('it is suspended', { reason: 'suspended' }), true],
    ['want of a browser', new AppError('browser.none', 'no Chromium starts'), true],
    ['an address that no authorisation covers', refused('another path', { reason: 'scope-path' }), false],
  ] as const)('that end by %s: whether older pages are still owed', async (_what, error, isOwed) => {
    const source = board.source({ maxPages: 2, backfillPages: 50 });
    await collectRound(collectContext(column, collector), source);
    const refusing: Collector = {
      ...collector,
      async *collect(asked, options) {
        for await (const page of collector.collect(asked, options)) {
          yield page;
          throw error;
        }
      },
    };
    const context = collectContext(column, refusing, [source]);
    await handleBackfillSource(context, { version: 1, sourceId: 'board', round: 1 });
    expect((await readDue(column.database.db)).get('board')).toMatchObject({ hasBackfill: isOwed });
  });

  it('leave no page out where a newer gap comes while the older one is filled in', async () => {
    const source = board.source({ maxPages: 2, backfillPages: 50 });
    const context = collectContext(column, collector, [source]);
    await collectRound(context, source);
    const killed: Collector = {
      ...collector,
      async *collect(asked, options) {
        for await (const page of collector.collect(asked, options)) {
          yield page;
          throw new Error('the process is gone');
        }
      },
    };
    const job = { version: 1, sourceId: 'board', round: 1 } as const;
    const dying = collectContext(column, killed, [source]);
    await expect(handleBackfillSource(dying, job)).rejects.toThrow('the process is gone');
    board.posts.unshift(...Array.from({ length: 15 }, (_, at) => 45 - at));
    await collectRound(context, source);
    expect(await pagesOf(() => handleBackfillSource(context, job))).toEqual([3, 4, 5, 6, 7, 8, 9]);
    expect(await countPosts(column.database.db)).toBe(45);
    const { rows } = await sql`
      select state, posts_new as fresh from vigie.collection_rounds where kind = 'backfill' order by round_id
    `.execute(column.database.db);
    expect(rows).toEqual([
      { state: 'interrupted', fresh: 5 },
      { state: 'ok', fresh: 20 },
    ]);
  });

  it('ask only for what changed, and read anew under other settings or after a fault', async () => {
    const web = board.web;
    const seen: (string | undefined)[] = [];
    const entry = (key: string) => `<item><guid>${key}</guid><description>text ${key}</description></item>`;
    let version = 'v1';
    web.on('/feed', (request, response) => {
      const condition = request.headers['if-none-match'];
      seen.push(condition);
      if (condition === `"${version}"`) response.writeHead(304).end();
      else {
        response
          .writeHead(200, { 'content-type': 'application/rss+xml', etag: `"${version}"` })
          .end(`<rss version="2.0"><channel><title>t</title>${entry(version)}</channel></rss>`);
      }
    });
    const { selectors: _none, maxPages: _one, ...shared } = board.source() as SourceOf<'html'>;
    const source = Source.parse({ ...shared, kind: 'feed', url: `${web.origin}/feed` });
    const context = collectContext(column, collector);
    expect(await collectRound(context, source)).toMatchObject({ state: 'ok', fresh: 1 });
    expect(await collectRound(context, source)).toMatchObject({ state: 'ok', fresh: 0, known: 0 });
    version = 'v2';
    expect(await collectRound(context, source)).toMatchObject({ state: 'ok', fresh: 1 });
    expect(await collectRound(context, { ...source, language: 'fr' })).toMatchObject({ known: 1 });
    expect(seen).toEqual([undefined, '"v1"', '"v1"', undefined]);
  });

  it('keep what robots.txt said with the posts, and show it', async () => {
    const rules = 'User-agent: *\nDisallow: /private/\n';
    board.web.on('/robots.txt', body('text/plain', rules));
    const sha256 = createHash('sha256').update(rules).digest('hex');
    await collectRound(collectContext(column, collector), board.source());
    const { rows } = await sql`
      select distinct r.robots, r.robots_sha256 from vigie.posts p join vigie.collection_rounds r using (round_id)
    `.execute(column.database.db);
    expect(rows).toEqual([{ robots: 'allowed', robots_sha256: sha256 }]);
    expect((await health()).robots).toMatchObject({ verdict: 'allowed', sha256 });
  });

  it('end as blocked where robots.txt disallows the page, with the file that said so', async () => {
    const rules = 'User-agent: *\nDisallow: /board\n';
    board.web.on('/robots.txt', body('text/plain', rules));
    const report = await collectRound(collectContext(column, collector), board.source());
    expect(report).toMatchObject({ state: 'blocked', reason: 'robots' });
    const sha256 = createHash('sha256').update(rules).digest('hex');
    expect(await health()).toMatchObject({
      robots: { verdict: 'disallowed', sha256 },
      refusals: { robots: 1 },
    });
    expect(board.pagesAsked()).toEqual([]);
  });

  it('become suspicious when the newest page shows far fewer posts than it used to', async () => {
    const context = collectContext(column, collector);
    const source = board.source({ maxPages: 1 });
    for (let round = 0; round < 5; round += 1) await collectRound(context, source);
    board.posts.splice(1);
    expect(await collectRound(context, source)).toMatchObject({ state: 'sparse', reason: 'few-posts' });
    expect(await health()).toMatchObject({ headPosts: 1, headExpected: 2, failures: { 'few-posts': 1 } });
  });

  it('come sooner while they bring something, and later while they do not, within the bounds', async () => {
    const context = collectContext(column, collector);
    const source = board.source({ everySeconds: 400, fastestSeconds: 300, slowestSeconds: 500 });
    const paces: (number | null)[] = [];
    for (const fresh of [true, false, false, true]) {
      if (fresh) board.posts.unshift((board.posts[0] ?? 0) + 1);
      await collectRound(context, source);
      paces.push((await health()).everySeconds);
    }
    expect(paces).toEqual([300, 375, 469, 300]);
  });

  it('are done once: the job of a round that has ended does nothing', async () => {
    const source = board.source();
    const context = collectContext(column, collector, [source]);
    await collectRound(context, source);
    const again = () => handleCollectSource(context, { version: 1, sourceId: 'board', round: 1 });
    expect(await pagesOf(again)).toEqual([]);
  });

  it('keep their next address sealed: it may name a post', async () => {
    const stop = new AbortController();
    board.failing = (page) => {
      if (page === 3) stop.abort(new Error('the process is stopping'));
      return undefined;
    };
    const context = collectContext(column, collector, [], { stopping: stop.signal });
    await expect(collectRound(context, board.source())).rejects.toThrow('stopping');
    const { rows } = await sql<{ text: string }>`
      select encode(next_sealed, 'escape') as text from vigie.collection_rounds`.execute(column.database.db);
    expect(rows[0]?.text.length).toBeGreaterThan(20);
    expect(rows[0]?.text).not.toContain('board');
  });
});
