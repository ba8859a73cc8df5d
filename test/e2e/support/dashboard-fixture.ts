import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { RunningDashboard } from '../../../dashboard/serve.ts';
import type { ContextOverrides } from '../../unit/dashboard/support/demo-context.ts';
import { launchBrowser } from './browser.ts';
import { startDashboard } from './dashboard-server.ts';
import { OwnTime } from './own-time.ts';
import { watchContext, watchPage } from './watch-page.ts';

export interface OpenOptions {
  /** The name it is opened by; passkeys are bound to one. */
  readonly host?: 'localhost';
  readonly browser?: BrowserContextOptions;
  readonly dashboard?: ContextOverrides;
  /** The page and what serves it have a time that `haveRead` moves on: for tests that are not about how long a post is read. */
  readonly hasOwnTime?: boolean;
}

export interface OpenedDashboard {
  readonly page: Page;
  readonly url: string;
  readonly server: RunningDashboard;
  /** What the page did wrong so far; taken here, it no longer fails the test. */
  takeFaults(): string[];
}

/**
 * One browser for a test file. After each test it asserts what must hold on every page: no breach of the
 * content security policy, no script error, no dialog, no request to another origin.
 */
export function useDashboard() {
  let browser: Browser;
  const cleanups: (() => Promise<void>)[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    expect(faults.splice(0)).toEqual([]);
  });
  afterAll(() => browser.close());

  return {
    async open(options: OpenOptions = {}): Promise<OpenedDashboard> {
      const time = options.hasOwnTime === true ? new OwnTime() : undefined;
      const server = await startDashboard({ ...(time && { clock: time }), ...options.dashboard });
      cleanups.push(() => server.close());
      const context = await browser.newContext({ locale: 'en-GB', ...options.browser });
      cleanups.push(() => context.close());
      context.setDefaultTimeout(15_000);
      const url = options.host === undefined ? server.url : server.url.replace('127.0.0.1', options.host);
      await watchContext(context, url, faults);
      const page = await context.newPage();
      watchPage(page, faults);
      await time?.give(page);
      return { page, url, server, takeFaults: () => faults.splice(0) };
    },
  };
}
