import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { ItemView, StatusReport } from '../../../dashboard/wire.ts';
import { removeSamples } from '../../../queue/storage/index.ts';
import { type Finished, type Running, runVigie, startVigie } from '../../support/run-vigie.ts';
import { demoPerson } from '../../support/sign-in.ts';
import { until } from '../../support/until.ts';
import { withEmbedded } from '../../support/with-records.ts';
import { launchBrowser } from './browser.ts';
import { takeNext } from './review-steps.ts';
import { watchContext, watchPage } from './watch-page.ts';
import { configWithoutControls } from './without-controls.ts';

const START_MS = 60_000;
/** All places of the demonstration come to so many posts, at least. */
const POSTS = 120;
const SCORED_MS = 120_000;

/**
 * The demonstration as its own process, and a browser. After each test it asserts what must hold on every page: no breach
 * of the content security policy, no error, no dialog, no request to another origin.
 */
export function useDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-demo-'));
  const data = join(folder, 'data');
  const faults: string[] = [];
  const contexts: { close(): Promise<void> }[] = [];
  let browser: Browser;
  let vigie: Running;
  let url = '';

  beforeAll(async () => {
    browser = await launchBrowser();
  }, START_MS);
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    expect(faults.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await vigie.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  /** Takes the samples of what nothing flags out of the queue: who counts what is open there counts posts of the lanes. */
  function withoutSamples(): Promise<void> {
    return withEmbedded({ directory: data, mayUseOwner: true }, async ({ db }) => {
      // A second ago: now() has microseconds, which new Date() cuts off, so that now would not be over by then.
      await sql`update vigie.samples set erase_at = now() - interval '1 second'`.execute(db);
      await removeSamples(db, new Date());
    });
  }

  return {
    url: () => url,

    /** Until it has printed where it listens. */
    async start(): Promise<void> {
      vigie = startVigie(['start', '--demo', '--port', '0', '--data', data], {
        env: { VIGIE_CONFIG_DIR: configWithoutControls(folder) },
      });
      await vigie.says('Stop with Ctrl+C', START_MS);
      url = /Vigie is ready: (\S+)/.exec(vigie.output())?.[1] ?? '';
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    },

    /** Until it has collected and scored all that it shows. */
    async everyPostScored(): Promise<void> {
      const operator = await demoPerson(url, 'operator');
      const isScored = async () => {
        const { posts } = await operator.get<StatusReport>('/api/status');
        return posts.total >= POSTS && posts.staged === 0;
      };
      await until('every post scored', isScored, SCORED_MS);
    },

    stop: (): Promise<Finished> => vigie.kill('SIGTERM'),

    /** A page at which one of the demonstration's people is signed in, by one click. */
    async open(person: string, options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({ locale: 'en-GB', ...options });
      contexts.push(context);
      context.setDefaultTimeout(15_000);
      await watchContext(context, url, faults);
      const page = await context.newPage();
      watchPage(page, faults);
      page.on('console', (message) => {
        // Chromium reports the answer that says that nobody is signed in yet.
        const isSignedOut = message.location().url.endsWith('/api/desk') && message.text().includes('401');
        if (message.type() === 'error' && !isSignedOut)
          faults.push(`console: ${message.text()} (${message.location().url.replace(url, '')})`);
      });
      await page.goto(url);
      await page.locator('.person-choice', { has: page.getByText(person, { exact: true }) }).click();
      await page.waitForSelector('.account');
      return page;
    },

    withoutSamples,

    /** Takes the next post of a lane, which one of the samples of what nothing flags never is (FAI-02): they end once judged. */
    async takeNext(page: Page, path = '/review'): Promise<ItemView> {
      await withoutSamples();
      return takeNext(page, url, path);
    },

    async verifyLog() {
      const { code, stdout, stderr } = await runVigie(['log', 'verify', '--data', data, '--json']);
      expect(code, stderr).toBe(0);
      return JSON.parse(stdout);
    },
  };
}
