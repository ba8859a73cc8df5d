import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { DashboardContext } from '../../dashboard/context.ts';
import { createLiveFeed } from '../../dashboard/live/live-feed.ts';
import type { SignedIn } from '../../queue/accounts/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../queue/runtime/logger.ts';
import { until } from '../support/until.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { seededParts } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { openSession } from './support/session.ts';

const dashboard = useDashboard();
const REVIEWER = signedIn('cem', ['reviewer']);
/** More than a browser has connections to one host. */
const WINDOWS = 7;

describe('many windows of one browser', () => {
  it('share one stream, so that each still gets its answers, and the alarm is in all of them', async () => {
    const seeded = seededParts({ items: DEMO_ITEMS }, SYSTEM_CLOCK);
    const live = createLiveFeed({
      read: () => seeded.lanes.read(),
      clock: SYSTEM_CLOCK,
      logger: SILENT_LOGGER,
    });
    const { page, url } = await dashboard.open({
      dashboard: { seeded, live, person: signedIn('pia', ['protection']) },
    });
    const streams: Page[] = [];
    page.context().on('request', (request) => {
      if (request.url().includes('/api/live')) streams.push(request.frame().page());
    });
    const show = async (window: Page) => {
      await window.goto(`${url}/protect`);
      await window.locator('.item-list tbody tr').first().waitFor();
      await window.getByText('not heard in this window').waitFor();
    };
    const windows = [page];
    await show(page);
    await until('the stream', () => streams.length === 1);
    while (windows.length < WINDOWS) {
      const next = await page.context().newPage();
      windows.push(next);
      await show(next);
    }
    const answers = windows.map((window) =>
      window.evaluate<number>("fetch('/api/desk').then((a) => a.status)"),
    );
    expect(await Promise.all(answers)).toEqual(windows.map(() => 200));
    expect(streams).toEqual([page]);
    await seeded.desk.protect(REVIEWER, 'offer-en', 'distress');
    for (const window of windows) await window.getByText('A new post came').waitFor();
    // The window with the stream closes: another one has it at once, and tells the rest.
    await page.close();
    await until('the next stream', () => streams.length === 2);
    const left = windows.slice(1);
    for (const window of left) await window.getByRole('button', { name: 'Seen' }).click();
    await seeded.desk.protect(REVIEWER, 'offer-ar', 'distress');
    for (const window of left) await window.getByText('A new post came').waitFor();
  }, 120_000);

  it('take the stream over from a window that no longer passes anything on', async () => {
    const seeded = seededParts({ items: DEMO_ITEMS }, SYSTEM_CLOCK);
    const { page, url } = await dashboard.open({
      dashboard: { seeded, person: signedIn('pia', ['protection']) },
    });
    // As a window that the browser has put to sleep.
    await page.addInitScript('BroadcastChannel.prototype.postMessage = () => undefined;');
    await Promise.all([page.waitForResponse(/api\/live/), page.goto(`${url}/protect`)]);
    const next = await page.context().newPage();
    await next.clock.install();
    await next.goto(`${url}/protect`);
    await next.waitForSelector('.alarm');
    await Promise.all([next.waitForResponse(/api\/live/), next.clock.fastForward(40_000)]);
    // The first one hears of it: it waits for its turn again.
    await next.close();
    await page.waitForResponse(/api\/live/);
  }, 60_000);

  it('learn that somebody signed out in the one with the stream', async () => {
    const seeded = seededParts({ items: DEMO_ITEMS }, SYSTEM_CLOCK);
    let person: SignedIn | null = signedIn('pia', ['protection']);
    const accounts = {
      exist: async () => true,
      demoPeople: async () => [],
      async signOut() {
        person = null;
      },
    } as unknown as DashboardContext['accounts'];
    const { page, url } = await dashboard.open({
      dashboard: { seeded, accounts, whoIs: async () => person },
      host: 'localhost',
    });
    await openSession(page.context(), url, 'pia');
    await Promise.all([page.waitForResponse(/api\/live/), page.goto(`${url}/protect`)]);
    const next = await page.context().newPage();
    await next.goto(`${url}/protect`);
    await next.waitForSelector('.item-list');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await next.getByText('Your session has ended').waitFor();
  }, 60_000);

  it('do nothing under the name of somebody else who signed in there since', async () => {
    let valid = 'eva';
    const seeded = seededParts({ items: DEMO_ITEMS }, SYSTEM_CLOCK);
    const whoIs = async (token: string | undefined) =>
      token === valid ? signedIn(token, ['exporter']) : null;
    const { page, url } = await dashboard.open({ dashboard: { seeded, whoIs }, host: 'localhost' });
    await openSession(page.context(), url, valid);
    await page.goto(`${url}/cases`);
    await page.getByText('name of eva').waitFor();
    await page.fill('main input', 'Js 1/26');
    valid = 'gil';
    await openSession(page.context(), url, valid);
    const asked = page.waitForResponse((answer) => answer.status() === 401);
    await page.press('main input', 'Enter');
    expect((await (await asked).json()).code).toBe('session.other');
    await page.getByText('name of gil').waitFor();
    await page.getByRole('heading', { name: 'Somebody else signed in here since' }).waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    expect(await page.inputValue('main input')).toBe('');
    expect((await seeded.cases.list(signedIn('gil', ['exporter']))).length).toBe(0);
  }, 60_000);
});
