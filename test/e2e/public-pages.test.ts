import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readPublishedReports } from '../../bin/cli/published-reports.ts';
import type { PublishedReport } from '../../dashboard/public/published.ts';
import { listenWith, type RunningDashboard } from '../../dashboard/serve.ts';
import type { Database } from '../../queue/storage/index.ts';
import { openMemoryRecords } from '../support/migrated-cluster.ts';
import { picture } from '../support/pictures.ts';
import { type PublicPages, publicPages } from '../support/public-pages.ts';
import { writeReport } from '../support/published-report.ts';
import { testVault } from '../support/vault.ts';
import { launchBrowser } from './support/browser.ts';
import { HOSTILE_GROUPS } from './support/hostile-fields.ts';
import { HOSTILE_TEXTS } from './support/hostile-texts.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Where pictures of every state go, for people to look at; none are taken without it. */
const PICTURES = process.env.TEST_PICTURES;

interface AxeResult {
  readonly violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** Many hostile texts to a field; those with control characters are told apart by what a form does to them. */
const PACKED = HOSTILE_GROUPS.filter((text) => !/\p{Cc}/u.test(text)).reduce<string[]>((packs, text) => {
  const last = packs.at(-1);
  if (last !== undefined && last.length + text.length < 1800) packs[packs.length - 1] = `${last} ${text}`;
  else packs.push(text);
  return packs;
}, []);

const fileOf = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer });

const ADDRESS = 'https://board.example/offer/3';
const AT_RISK = '[protect] a boat without an engine';

/** Every state of the pages, each reached from the one before. */
const STATES: [string, (page: Page, url: string) => Promise<unknown>][] = [
  ['start', (page, url) => page.goto(`${url}/`)],
  ['report', (page) => page.click('.choices li:nth-child(1) a')],
  [
    'report-faults',
    async (page) => {
      await page.fill('#text', 'a person');
      await page.setInputFiles('#pictures', fileOf('notes.png', Buffer.from('no picture')));
      await page.click('button');
      await page.waitForSelector('#pictures-fault');
    },
  ],
  [
    'report-taken',
    async (page) => {
      await page.fill('#address', ADDRESS);
      const bytes = Buffer.from(await picture('jpg').arrayBuffer());
      await page.setInputFiles('#pictures', [fileOf('one.jpg', bytes), fileOf('two.jpg', bytes)]);
      await page.click('button');
      await page.waitForSelector('.receipt');
    },
  ],
  [
    'report-at-risk',
    async (page) => {
      await page.click('header li:nth-child(2) a');
      await page.fill('#text', AT_RISK);
      await page.click('button');
    },
  ],
  ['contest', (page) => page.click('header li:nth-child(3) a')],
  ['contest-faults', (page) => page.click('button')],
  [
    'contest-taken',
    async (page) => {
      await page.fill('#address', ADDRESS);
      await page.fill('#text', 'a choir trip');
      await page.click('button');
    },
  ],
  [
    'receipt-known',
    async (page) => {
      const receipt = (await page.textContent('.receipt')) ?? '';
      await page.click('header li:nth-child(4) a');
      await page.fill('#receipt', receipt);
      await page.click('button');
      await page.waitForSelector('.standing');
    },
  ],
  [
    'receipt-unknown',
    async (page) => {
      await page.fill('#receipt', '0000 0000 0000 0000');
      await page.click('button');
      await page.waitForSelector('.faults');
    },
  ],
  [
    'reports',
    async (page) => {
      await page.click('header li:nth-child(5) a');
      await page.click('summary');
    },
  ],
  ['missing', (page, url) => page.goto(`${url}/nowhere`)],
];

let browser: Browser;
let database: Database;
let published: readonly PublishedReport[];
const folder = mkdtempSync(join(tmpdir(), 'vigie-published-'));
const cleanups: (() => Promise<void>)[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  database = await openMemoryRecords();
  const rows = ['2026-05', '2026-04'].map((period) => writeReport(join(folder, period), period));
  published = readPublishedReports(folder, rows).reports;
}, 90_000);
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});
afterAll(async () => {
  await browser?.close();
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(
  options: BrowserContextOptions,
): Promise<{ page: Page; url: string; requests: string[] }> {
  const pages: PublicPages = await publicPages(database, testVault(), { published });
  const server: RunningDashboard = await listenWith((request) => pages.app.fetch(request), '127.0.0.1', 0);
  cleanups.push(() => server.close());
  const context = await browser.newContext(options);
  cleanups.push(() => context.close());
  context.setDefaultTimeout(8000);
  const requests: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  return { page: await context.newPage(), url: server.url, requests };
}

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResult>('axe.run()');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
  );
}

describe.each([
  ['en-GB', 'ltr'],
  ['ar', 'rtl'],
])('without JavaScript in %s', (locale, direction) => {
  it.each([
    ['wide', 1280, 'light'],
    ['narrow', 320, 'dark'],
  ] as const)(
    'REP-02 REP-10 every page works, reads %s and scrolls one way',
    async (name, width, colorScheme) => {
      const { page, url, requests } = await open({
        locale,
        colorScheme,
        javaScriptEnabled: false,
        viewport: { width, height: 740 },
      });
      for (const [state, reach] of STATES) {
        await reach(page, url);
        expect(await page.getAttribute('html', 'dir'), state).toBe(direction);
        const overflow = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect(overflow, state).toBeLessThanOrEqual(0);
        if (PICTURES !== undefined) {
          mkdirSync(PICTURES, { recursive: true });
          await page.screenshot({ path: join(PICTURES, `${locale}-${name}-${state}.png`), fullPage: true });
        }
      }
      expect(requests.filter((request) => !request.startsWith(`${url}/`))).toEqual([]);
      expect(await page.context().cookies()).toEqual([]);
    },
  );

  it.each(['light', 'dark'] as const)(
    'REP-10 axe finds nothing on any page in %s colours',
    async (colorScheme) => {
      // axe is a script of the test's own; the pages have none.
      const { page, url } = await open({ locale, colorScheme, bypassCSP: true });
      const found: string[] = [];
      for (const [state, reach] of STATES) {
        await reach(page, url);
        found.push(...(await violationsOf(page)).map((violation) => `${state}: ${violation}`));
      }
      expect(found).toEqual([]);
    },
    60_000,
  );
});

describe('the first screen', () => {
  it('REP-09 gives emergency, rescue and protection contacts before anything can be sent, in every language', async () => {
    const { page, url } = await open({ javaScriptEnabled: false });
    for (const locale of ['en', 'fr', 'es', 'ar']) {
      for (const path of ['', 'report']) {
        await page.goto(`${url}/${locale}/${path}`);
        const text = (await page.textContent('main')) ?? '';
        const places = ['Example Emergency', 'Example Rescue', 'Example Helpline'].map((name) =>
          text.indexOf(name),
        );
        expect(Math.min(...places), `${locale}/${path}`).toBeGreaterThan(0);
        const form = await page.evaluate<boolean>(
          `(() => { const form = document.querySelector('form');
            return form === null || !!(document.querySelector('.help').compareDocumentPosition(form) & 4); })()`,
        );
        expect(form, `${locale}/${path}`).toBe(true);
      }
    }
  });

  it('REP-02 weighs little: a page and its style are under 20 KB together', async () => {
    const { url } = await open({});
    const sizes = await Promise.all(
      ['/ar/report', '/public.css'].map(
        async (path) => (await (await fetch(`${url}${path}`)).arrayBuffer()).byteLength,
      ),
    );
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(20_000);
  });

  it("REP-01 comes with a policy that begins default-src 'none', without cookies, and is not stored", async () => {
    const { url } = await open({});
    for (const path of ['/', '/en/', '/en/report', '/ar/receipt', '/nowhere', '/public.css', '/livez']) {
      const { headers } = await fetch(`${url}${path}`, { redirect: 'manual' });
      expect(headers.get('content-security-policy'), path).toMatch(/^default-src 'none'; /);
      expect(headers.get('content-security-policy'), path).not.toMatch(/script-src|unsafe|http/);
      expect(headers.get('set-cookie'), path).toBeNull();
      expect(headers.get('referrer-policy'), path).toBe('no-referrer');
      if (path !== '/public.css') expect(headers.get('cache-control'), path).toBe('no-store');
    }
  });
});

describe('hostile text', () => {
  it('is shown as text in every field that comes back', async () => {
    const { page, url, requests } = await open({});
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    for (const path of ['report', 'contest']) {
      for (const text of [...HOSTILE_TEXTS.slice(0, 15), ...PACKED]) {
        await page.goto(`${url}/en/${path}`);
        await page.evaluate(`(() => { document.querySelector('#address').value = ${JSON.stringify(`no address ${text}`.slice(0, 1900))};
          document.querySelector('#text').value = ${JSON.stringify(text)}; })()`);
        await page.click('button');
        expect(await page.inputValue('#text')).toBe(text.replaceAll('\r\n', '\n').replaceAll('\r', '\n'));
        expect(await page.locator('main script, main img, main iframe, main svg').count()).toBe(0);
      }
    }
    expect(dialogs).toEqual([]);
    expect(requests.filter((request) => !request.startsWith(`${url}/`))).toEqual([]);
  }, 60_000);
});

describe('a published report', () => {
  it('TRA-04 is read as it was published, in its own style, and can do nothing', async () => {
    const { page, url, requests } = await open({ locale: 'fr' });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(`${url}/fr/reports`);
    await page.click('main section:first-of-type li:nth-child(2) a');
    expect(await page.getAttribute('html', 'lang')).toBe('fr');
    expect(
      await page.evaluate<string>('getComputedStyle(document.querySelector("header")).borderBottomStyle'),
    ).toBe('solid');
    if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, 'published-report-fr.png') });
    expect(complaints).toEqual([]);
    expect(requests.filter((request) => !request.startsWith(`${url}/`))).toEqual([]);
  });

  it('gives every file with the hash that was published, and nothing else', async () => {
    const { url } = await open({});
    const [one] = published;
    for (const [name, { bytes }] of one?.files ?? []) {
      const answer = await fetch(`${url}/published/${one?.id}/${name}`);
      expect(answer.status).toBe(200);
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes), name).toBe(true);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    for (const path of ['2026-05/report.json', `${one?.id}/..%2Fpublic.yml`, `${one?.id}/draft.html`])
      expect((await fetch(`${url}/published/${path}`)).status, path).toBe(404);
  });
});
