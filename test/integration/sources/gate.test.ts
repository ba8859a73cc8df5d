import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Source } from '../../../queue/contracts/index.ts';
import { manualClock, SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { type Collector, createCollector } from '../../../workers/sources/index.ts';
import { createSourceGate } from '../../../workers/sources/source-gate.ts';
import { body, type FixtureWeb, startFixtureWeb } from '../../fixtures/sources/fixture-web.ts';
import { authorisationOf, dayFromNow } from '../../support/authorisation.ts';
import { testCollector, testFetcher } from '../../support/collectors.ts';
import { IN_FORCE } from '../../support/gate.ts';

const LOOPBACK = async () => [{ address: '127.0.0.1', family: 4 }];
let web: FixtureWeb;
beforeEach(async () => {
  web = await startFixtureWeb();
});
afterEach(() => web.close());

describe('a request', () => {
  it('PUR-02 that waits for its turn beyond the end of the authorisation is not sent', async () => {
    const clock = manualClock(Date.parse('2026-06-01T23:59:59Z'));
    const host = web.host.replace('127.0.0.1', 'polite.example');
    const url = `http://${host}/`;
    const authorisation = authorisationOf(url, { expiresOn: '2026-06-02' }, clock.now());
    const source = Source.parse({ id: 'a', kind: 'feed', name: 'a', url, authorisation });
    const fetcher = testFetcher({
      loopbackPorts: new Set([web.port]),
      clock,
      resolve: LOOPBACK,
      sleep: async (ms) => clock.advance(ms),
    });
    web.on('/', body('text/plain', 'x'));
    const gate = createSourceGate({ source, assessments: IN_FORCE }, clock);
    try {
      await fetcher.fetch(url, { gate });
      await expect(fetcher.fetch(url, { gate })).rejects.toMatchObject({ details: { reason: 'expired' } });
      // The pause that was waited for is the one the authorisation names.
      expect(new Date(clock.now()).toISOString()).toBe('2026-06-02T00:00:01.000Z');
    } finally {
      await fetcher.close();
    }
    expect(web.asked).toEqual(['/']);
  });

  it('to a port of our own needs the assessments too: ports exempt from nothing', async () => {
    const loopbackPorts = new Set([web.port]);
    const collector = createCollector({ clock: SYSTEM_CLOCK, logger: SILENT_LOGGER, loopbackPorts });
    const url = `${web.origin}/feed`;
    const authorisation = authorisationOf(url);
    const source = Source.parse({ id: 'a', kind: 'feed', name: 'a', url, authorisation });
    try {
      expect(collector.refusalOf(source)).toMatchObject({ reason: 'no-assessment' });
      const round = async () => {
        for await (const batch of collector.collect(source)) void batch;
      };
      await expect(round()).rejects.toMatchObject({ details: { reason: 'no-assessment' } });
    } finally {
      await collector.close();
    }
    expect(web.asked).toEqual([]);
  });

  it('PUR-04 carries no cookie and no authorisation, and a name that says how to reach the unit', async () => {
    const seen: string[] = [];
    const names: unknown[] = [];
    web.on('/feed', (request, response) => {
      seen.push(...Object.keys(request.headers));
      names.push(request.headers['user-agent']);
      response
        .writeHead(200, { 'set-cookie': 'id=1', 'content-type': 'application/rss+xml' })
        .end(
          '<rss version="2.0"><channel><item><guid>1</guid><description>x</description></item></channel></rss>',
        );
    });
    const collector = testCollector({
      loopbackPorts: new Set([web.port]),
      contact: 'https://unit.example/collector',
    });
    const url = `${web.origin}/feed`;
    const source = Source.parse({
      id: 'a',
      kind: 'feed',
      name: 'a',
      url,
      authorisation: authorisationOf(url),
    });
    try {
      for (let round = 0; round < 2; round += 1)
        for await (const batch of collector.collect(source)) void batch;
    } finally {
      await collector.close();
    }
    expect(new Set(seen)).toEqual(new Set(['host', 'connection', 'user-agent', 'accept', 'accept-encoding']));
    expect(new Set(names)).toEqual(
      new Set(['Mozilla/5.0 (compatible; Vigie/0.1; +https://unit.example/collector)']),
    );
  });
});

describe('a rendered page', () => {
  let collector: Collector;
  let cdn: FixtureWeb;
  let hasBrowser = false;
  const loopbackPorts = new Set<number>();
  beforeAll(async () => {
    collector = testCollector({
      loopbackPorts,
      // Two thirds of it are waited for posts that never come; a busy machine needs seconds for the first page.
      pageDeadlineMs: 18_000,
    });
    hasBrowser = (await collector.browser()) !== null;
    if (!hasBrowser) console.log('skipped: parts of rendered pages, because this machine has no Chromium');
  }, 240_000);
  afterAll(() => collector.close());
  beforeEach(async (context) => {
    if (!hasBrowser) context.skip('no Chromium on this machine');
    cdn = await startFixtureWeb();
    loopbackPorts.add(web.port).add(cdn.port);
    const script = 'document.body.innerHTML = "<p class=post><b>text</b></p>"';
    cdn.on('/js/board.js', body('text/javascript', script));
    cdn.on('/photos/1.jpg', body('image/jpeg', 'x'));
    cdn.on('/track.js', body('text/javascript', ''));
    web.on(
      '/app',
      body(
        'text/html',
        `<script src="${cdn.origin}/track.js"></script>
      <img src="${cdn.origin}/photos/1.jpg"><body><script src="${cdn.origin}/js/board.js"></script>`,
      ),
    );
  });
  afterEach(() => cdn?.close());

  /** How many posts came, or the code of the fault, and the reasons of what was refused. */
  async function collect(
    scope: readonly object[],
  ): Promise<{ outcome: number | string; refusals: Set<string> }> {
    const url = `${web.origin}/app`;
    const source = Source.parse({
      id: 'app',
      kind: 'rendered',
      name: 'app',
      url,
      selectors: { item: '.post', text: 'b' },
      authorisation: authorisationOf(url, {
        scope: [{ host: web.host, paths: ['/app'] }, ...scope],
        expiresOn: dayFromNow(2),
      }),
    });
    const refusals = new Set<string>();
    const onRefusal = (reason: string) => void refusals.add(reason);
    let posts = 0;
    try {
      for await (const page of collector.collect(source, { onRefusal })) posts += page.posts.length;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { outcome: error.code, refusals };
    }
    return { outcome: posts, refusals };
  }

  it('PUR-03 gets no part from a host that the scope does not list, and the refusals are told', async () => {
    expect(await collect([])).toEqual({ outcome: 'source.changed', refusals: new Set(['scope']) });
    expect(cdn.asked).toEqual([]);
  }, 60_000);

  it('PUR-03 gets parts of another host as far as the scope lists them', async () => {
    const done = await collect([{ host: cdn.host, paths: ['/js/'] }]);
    expect(done).toEqual({ outcome: 1, refusals: new Set(['scope-path']) });
    expect(cdn.asked).toEqual(['/robots.txt', '/js/board.js']);
  }, 30_000);
});
