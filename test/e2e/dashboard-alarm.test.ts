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

const dashboard = useDashboard();
const REVIEWER = signedIn('cem', ['reviewer']);
const PIA = signedIn('pia', ['protection']);

/** Counts the notes that are played, and lets the browser play them. */
const COUNT_NOTES = `
  window.notes = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (at) { window.notes += 1; return start.call(this, at); };
`;

/** Records, their feed and a session that the test ends; who signs in again is Pia. */
function scene() {
  const seeded = seededParts({ items: DEMO_ITEMS }, SYSTEM_CLOCK);
  const live = createLiveFeed({
    read: () => seeded.lanes.read(),
    clock: SYSTEM_CLOCK,
    logger: SILENT_LOGGER,
  });
  const session: { person: SignedIn | null } = { person: PIA };
  const accounts = {
    exist: async () => true,
    demoPeople: async () => [PIA],
    async signInToDemo() {
      session.person = PIA;
      return 'again' as SessionToken;
    },
  } as unknown as DashboardContext['accounts'];
  return { session, parts: { seeded, live, accounts, whoIs: async () => session.person } };
}

describe('the alarm of protection', () => {
  it('says and sounds that it hears nothing once the session is over, and what came meanwhile', async () => {
    const { session, parts } = scene();
    const { page, url } = await dashboard.open({ dashboard: parts });
    await page.addInitScript(COUNT_NOTES);
    await page.clock.install();
    await Promise.all([page.waitForResponse(/api\/live/), page.goto(`${url}/protect`)]);
    await page.getByRole('button', { name: 'Turn the sound on' }).click();
    await page.getByText('is heard in this window').waitFor();
    const notes = () => page.evaluate<number>('window.notes');
    const tried = await notes();
    session.person = null;
    parts.live.recheck('pia');
    await page.getByText('Your session has ended').waitFor();
    await page.clock.fastForward(10_000);
    await page.getByText('You are signed out: a new post would not be told here.').waitFor();
    expect(await notes()).toBeGreaterThan(tried);
    await until('the mark', async () => (await page.title()).startsWith('⚠ '));
    // Nothing of the strip can be pressed by whoever stands before the form.
    expect(await page.locator('.alarm button, .alarm a').count()).toBe(0);
    await parts.seeded.desk.protect(REVIEWER, 'offer-en', 'distress');
    await page.locator('.person-choice').click();
    await page.getByText('A new post came').waitFor();
    await page.getByText('is heard in this window').waitFor();
    expect(await page.getByText('would not be told here').count()).toBe(0);
  }, 60_000);
});
