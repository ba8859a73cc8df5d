import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { BrowserPool } from '../../../workers/fetch/browser.ts';
import { findBrowser } from '../../../workers/fetch/find-browser.ts';
import { createFetcher, type Fetcher } from '../../../workers/fetch/safe-fetch.ts';
import { body, type FixtureWeb, redirect, startFixtureWeb } from '../../fixtures/sources/fixture-web.ts';
import { leavingPages, markupWays, pageOf, scriptWays } from '../../fixtures/sources/ways-out.ts';
import { type Canary, startCanary } from '../../support/canary.ts';
import { gateOn, NO_ROBOTS } from '../../support/gate.ts';

let canary: Canary;
let web: FixtureWeb;
let fetcher: Fetcher;
let pool: BrowserPool;
let path: string | undefined;

beforeAll(async () => {
  [canary, web] = await Promise.all([startCanary(), startFixtureWeb()]);
  const logger = SILENT_LOGGER;
  const clock = SYSTEM_CLOCK;
  const loopbackPorts = new Set([web.port]);
  fetcher = createFetcher({ loopbackPorts, minDelayMs: 0, clock, logger, userAgent: 'Vigie test' });
  const robots = NO_ROBOTS;
  pool = new BrowserPool({ fetcher, robots, clock, logger, pageDeadlineMs: 20_000 });
  try {
    path = (await pool.find()).path;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.log(`skipped: the browser's ways out, because there is no Chromium (${error.message})`);
  }
  const inside = `http://127.0.0.1:${canary.port}`;
  web.on('/bounce', redirect(`${inside}/bounced`));
  web.on('/attachment', body('text/plain', 'x', { 'content-disposition': 'attachment' }));
  const worker = `fetch('${inside}/service-worker', { mode: 'no-cors' })`;
  web.on('/worker.js', body('text/javascript', worker));
}, 240_000);
beforeEach((context) => {
  if (path === undefined) context.skip('no Chromium on this machine');
  canary.hits.length = 0;
});
afterEach(() => {
  expect(canary.hits).toEqual([]);
});
afterAll(async () => {
  await pool.close();
  await Promise.all([fetcher.close(), canary.close(), web.close()]);
});

const inside = () => ({
  http: `http://127.0.0.1:${canary.port}`,
  port: canary.port,
  udpPort: canary.udpPort,
});

/** Headers with which a server asks the browser to report elsewhere. */
function reporting(): Record<string, string> {
  const { http } = inside();
  return {
    'content-security-policy-report-only': `img-src 'none'; report-uri ${http}/csp-report`,
    'reporting-endpoints': `default="${http}/reports"`,
    link: `<${http}/link-header>; rel=preload; as=image, <http://[::1]:${canary.port}>; rel=preconnect`,
    refresh: '3600',
  };
}

async function show(html: string, hosts: readonly string[]): Promise<string> {
  web.on('/', body('text/html; charset=utf-8', html, reporting()));
  return (await pool.render(`${web.origin}/`, { gate: gateOn(...hosts), waitFor: '.done' })).html;
}

describe.each([
  ['its own host in the scope', () => [web.host]],
  [
    'the inside in the scope too, so that only the dialer refuses',
    () => [web.host, `127.0.0.1:${canary.port}`],
  ],
])('a page with %s', (_what, hosts) => {
  it('reaches nothing by its markup', async () => {
    const shown = await show(pageOf(markupWays(inside()), []), hosts());
    expect(shown.includes('class="done"')).toBe(true);
  }, 40_000);

  it('reaches nothing by its scripts', async () => {
    const shown = await show(pageOf([], scriptWays(inside())), hosts());
    expect(shown.includes('class="done"')).toBe(true);
  }, 40_000);

  it.each(Object.keys(leavingPages({ http: '', port: 0, udpPort: 0 })))(
    'goes nowhere by %s, and is still there to be read',
    async (way) => {
      const settle =
        "<script>setTimeout(() => { document.querySelector('p').className = 'done' }, 1000)</script>";
      const shown = await show(`<p>posts</p>${settle}${leavingPages(inside())[way]}`, hosts());
      expect(shown.includes('class="done"')).toBe(true);
    },
    40_000,
  );
});

describe('the same pages in our browser, with nobody to answer them', () => {
  it('reach nothing either', async () => {
    const found = await findBrowser({ logger: SILENT_LOGGER });
    const browser = await found.launch();
    try {
      for (const html of [pageOf(markupWays(inside()), []), pageOf([], scriptWays(inside()))]) {
        const page = await browser.newPage();
        await page.route('http://site.example/', (route) =>
          route.fulfill({ contentType: 'text/html', body: html }),
        );
        await page.goto('http://site.example/', { waitUntil: 'commit' });
        await page.waitForSelector('.done', { state: 'attached' });
        await page.close();
      }
    } finally {
      await browser.close();
    }
  }, 60_000);
});

describe('the same pages in a browser without guards', () => {
  let browser: Browser;
  beforeAll(async () => {
    // As a person would start it; as root Chromium refuses to run sandboxed.
    browser = await chromium.launch({ ...(path === undefined ? {} : { executablePath: path }) });
  });
  afterAll(() => browser.close());

  it('reach the inside, by more than fifty ways', async () => {
    const visit = async (html: string, look: (page: Page) => Promise<unknown>) => {
      web.on('/', body('text/html; charset=utf-8', html, reporting()));
      const page = await browser.newPage();
      await page.goto(`${web.origin}/`, { waitUntil: 'commit' });
      await look(page);
      await page.context().close();
    };
    for (const html of [pageOf(markupWays(inside()), []), pageOf([], scriptWays(inside()))]) {
      await visit(html, (page) => page.waitForSelector('.done', { state: 'attached' }));
    }
    for (const html of Object.values(leavingPages(inside()))) {
      // Most are gone by then.
      await visit(html, (page) =>
        page.waitForSelector('.done', { state: 'attached', timeout: 4_000 }).catch(() => {}),
      );
    }
    const hits = canary.hits.splice(0);
    expect(canary.paths.size).toBeGreaterThan(50);
    expect(hits).toContain('udp');
    expect(hits).toContain('tcp ::1');
  }, 120_000);
});
