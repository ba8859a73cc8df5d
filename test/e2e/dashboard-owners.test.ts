import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { DashboardContext } from '../../dashboard/context.ts';
import { createLiveFeed } from '../../dashboard/live/live-feed.ts';
import type { SessionToken, SignedIn } from '../../queue/accounts/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../queue/runtime/logger.ts';
import { until } from '../support/until.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { seededParts } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { openSession } from './support/session.ts';

const dashboard = useDashboard();
const PEOPLE = {
  pia: signedIn('pia', ['protection']),
  cem: signedIn('cem', ['reviewer']),
  dana: signedIn('dana', ['reviewer']),
  eva: signedIn('eva', ['exporter']),
};
type Name = keyof typeof PEOPLE;
const OTHER = 'Somebody else signed in here since';
const ENDED = 'Your session has ended';

/** One browser's sessions, by tokens that begin with whose they are; anybody can sign in at its form with one click. */
async function scene(first: Name) {
  const seeded = seededParts({ items: DEMO_ITEMS }, SYSTEM_CLOCK);
  const live = createLiveFeed({
    read: () => seeded.lanes.read(),
    clock: SYSTEM_CLOCK,
    logger: SILENT_LOGGER,
  });
  const inForce = new Set<string>([first]);
  const accounts = {
    exist: async () => true,
    demoPeople: async () => Object.values(PEOPLE),
    async signInToDemo(id: string) {
      const token = `${id}.anew`;
      inForce.add(token);
      return token as SessionToken;
    },
    async signOut(token: string) {
      inForce.delete(token);
    },
  } as unknown as DashboardContext['accounts'];
  const whoIs = async (token: string | undefined): Promise<SignedIn | null> =>
    token !== undefined && inForce.has(token) ? PEOPLE[token.split('.')[0] as Name] : null;
  const { page, url } = await dashboard.open({
    dashboard: { seeded, live, accounts, whoIs },
    host: 'localhost',
  });
  await openSession(page.context(), url, first);
  return {
    page,
    url,
    openAnother: () => page.context().newPage(),
    /** Somebody signs in at a form that this interface hears nothing of, such as one of an earlier version. */
    async replace(before: Name, after: Name) {
      inForce.add(after);
      await openSession(page.context(), url, after);
      inForce.delete(before);
      live.recheck(before);
    },
    end: (name: Name) => inForce.delete(name),
  };
}

/** Claims the next post and writes a few words on it. */
async function beginJudgment(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/review`);
  await page.locator('.next-action button').first().click();
  await page.locator('.judgment textarea').first().fill('half written');
  await until('the draft', async () => (await kept(page)).includes('half written'));
}

function kept(page: Page): Promise<string> {
  return page.evaluate<string>('JSON.stringify({ ...sessionStorage })');
}

describe('a window whose browser somebody else signed in with', () => {
  it('says so, and that protection hears nothing there any more', async () => {
    const { page, url, replace } = await scene('pia');
    await page.goto(`${url}/protect`);
    await page.getByText('not heard in this window').waitFor();
    await replace('pia', 'cem');
    await page.getByRole('heading', { name: OTHER }).waitFor();
    await page.getByText('Nobody who works in protection is signed in here any more').waitFor();
    await until('the mark', async () => (await page.title()).startsWith('⚠ '));
    expect(await page.getByText('Your role does not open this page').count()).toBe(0);
    // It stays on the pages of whoever came, until it is seen.
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('.next-action').waitFor();
    await page.getByRole('button', { name: 'Seen' }).click();
    await page.locator('.alarm').waitFor({ state: 'detached' });
    expect(await page.title()).not.toContain('⚠');
  }, 60_000);

  it('says so to a reviewer who was writing, and blames no retention time', async () => {
    const { page, url, replace } = await scene('cem');
    await beginJudgment(page, url);
    await replace('cem', 'dana');
    await page.getByRole('heading', { name: OTHER }).waitFor();
    await page.getByText('name of dana').waitFor();
    expect(await page.getByText('Nothing is here').count()).toBe(0);
    expect(await kept(page)).not.toContain('half written');
    expect(await page.locator('.alarm').count()).toBe(0);
  }, 60_000);

  it('leaves an old form by itself once somebody signed in in another window', async () => {
    const { page, url, openAnother, end } = await scene('cem');
    end('cem');
    await page.goto(`${url}/review`);
    await page.locator('.person-choice').first().waitFor();
    const next = await openAnother();
    await next.goto(`${url}/review`);
    await next.getByRole('button', { name: 'name of cem' }).click();
    await page.getByText('Signed in as name of cem').waitFor();
    expect(await page.getByText(OTHER).count()).toBe(0);
  }, 60_000);
});

describe('a window whose session is over', () => {
  it('learns it without a stream, and names nobody as signed in', async () => {
    const { page, url, end } = await scene('eva');
    await page.clock.install();
    await page.goto(`${url}/cases`);
    await page.fill('main input', 'Js 1/26');
    end('eva');
    await page.clock.fastForward(15_000);
    await page.getByText(ENDED).waitFor();
    expect(await page.locator('main input').isVisible()).toBe(false);
    expect(await page.getByText('Signed in as').count()).toBe(0);
    // What was typed waits for the same person.
    await page.getByRole('button', { name: 'name of eva' }).click();
    await page.getByText('Signed in as name of eva').waitFor();
    expect(await page.inputValue('main input')).toBe('Js 1/26');
  }, 60_000);

  it('says of what was refused meanwhile that nobody was signed in then, and not that nobody is', async () => {
    const { page, url, end } = await scene('eva');
    await page.goto(`${url}/cases`);
    await page.fill('main input', 'Js 1/26');
    end('eva');
    await page.press('main input', 'Enter');
    await page.getByRole('button', { name: 'name of eva' }).click();
    await page.getByText('This was not recorded').waitFor();
    const said = await page.textContent('main .notice-failed');
    expect(said).toContain('You were not signed in. Do it once more.');
    expect(said).not.toContain('are not signed in');
    expect(await page.inputValue('main input')).toBe('Js 1/26');
  }, 60_000);

  it('keeps nothing that its owner read and wrote once they signed out in another one', async () => {
    const { page, url, openAnother } = await scene('cem');
    await beginJudgment(page, url);
    const next = await openAnother();
    await next.goto(`${url}/review`);
    await next.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText(ENDED).waitFor();
    expect(await kept(page)).not.toContain('half written');
    expect(await page.locator('.post-text').count()).toBe(0);
  }, 60_000);
});
