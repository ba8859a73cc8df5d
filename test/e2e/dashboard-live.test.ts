import { describe, expect, it } from 'vitest';
import { createLiveFeed } from '../../dashboard/live/live-feed.ts';
import { UNATTENDED } from '../../dashboard/wire-headers.ts';
import type { Role } from '../../queue/contracts/index.ts';
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

/** Records that pages and the test share, and the feed that watches them. */
function scene() {
  const seeded = seededParts({ items: DEMO_ITEMS }, SYSTEM_CLOCK);
  const { lanes } = seeded;
  const live = createLiveFeed({ read: () => lanes.read(), clock: SYSTEM_CLOCK, logger: SILENT_LOGGER });
  return { seeded, live, person: signedIn('pia', ['protection']) };
}

describe('live updates in a browser', () => {
  it('show a new item by themselves, and leave the row that somebody points at where it is', async () => {
    const parts = scene();
    const { page, url } = await dashboard.open({ dashboard: parts });
    await page.goto(`${url}/protect`);
    await page.waitForSelector('.item-list');
    // The strip of the alarm stands above the list, and its words come later than the list does.
    await page.getByText('not heard in this window').waitFor();
    const row = page.locator('.item-list tbody tr').first();
    const before = await row.boundingBox();
    await row.hover();
    // An older post comes: it belongs above the row.
    await parts.seeded.desk.protect(REVIEWER, 'offer-en', 'distress');
    await page.getByRole('button', { name: 'The list has changed' }).waitFor();
    await page.locator('.nav-protect .count', { hasText: '2' }).waitFor();
    expect(await page.locator('.item-list tbody tr').count()).toBe(1);
    expect(await row.boundingBox()).toEqual(before);
    await page.mouse.move(5, 5);
    await page.locator('.item-list tbody tr').nth(1).waitFor();
    expect(await page.locator('.list-changed button').count()).toBe(0);
    // Nobody points at it: what comes is shown at once.
    await parts.seeded.desk.protect(REVIEWER, 'offer-ar', 'distress');
    await page.locator('.item-list tbody tr').nth(2).waitFor();
  });

  it('leave the row that has the focus where it is', async () => {
    const parts = scene();
    const { page, url } = await dashboard.open({ dashboard: parts });
    await page.goto(`${url}/protect`);
    await page.focus('.item-list a');
    await parts.seeded.desk.protect(REVIEWER, 'offer-en', 'distress');
    await page.getByRole('button', { name: 'The list has changed' }).waitFor();
    expect(await page.evaluate('document.activeElement?.className')).toBe('row-link');
    await page.click('.list-changed button');
    await page.locator('.item-list tbody tr').nth(1).waitFor();
  });

  it('reload a page that nobody touches without keeping the session alive', async () => {
    const parts = scene();
    const { page, url } = await dashboard.open({ dashboard: parts });
    await page.goto(`${url}/protect`);
    await page.locator('.item-list tbody tr').first().waitFor();
    const asking = () => page.waitForRequest(/api\/queue/);
    const mark = UNATTENDED.toLowerCase();
    const [reload] = await Promise.all([
      asking(),
      parts.seeded.desk.protect(REVIEWER, 'offer-en', 'distress'),
    ]);
    expect(reload.headers()[mark]).toBe('1');
    await page.locator('.item-list tbody tr').nth(1).waitFor();
    const [visit] = await Promise.all([asking(), page.click('.nav-closed')]);
    expect(visit.headers()[mark]).toBeUndefined();
  });

  it('come back after the connection broke, and end with the session', async () => {
    const parts = scene();
    let person: ReturnType<typeof signedIn> | null = parts.person;
    const { page, url } = await dashboard.open({ dashboard: { ...parts, whoIs: async () => person } });
    await page.goto(`${url}/protect`);
    await page.waitForSelector('.item-list');
    await page.context().setOffline(true);
    await page.context().setOffline(false);
    await parts.seeded.desk.protect(REVIEWER, 'offer-en', 'distress');
    await page.locator('.item-list tbody tr').nth(1).waitFor({ timeout: 15_000 });
    person = null;
    parts.live.recheck('pia');
    await page.getByText('Your session has ended').waitFor();
  }, 40_000);

  it('go on in a page whose session another tab replaced by signing in again', async () => {
    const parts = scene();
    let valid = 'first';
    const whoIs = async (token: string | undefined) => (token === valid ? parts.person : null);
    const { page, url } = await dashboard.open({ dashboard: { ...parts, whoIs }, host: 'localhost' });
    await openSession(page.context(), url, valid);
    await page.goto(`${url}/protect`);
    await page.waitForSelector('.item-list');
    valid = 'second';
    await openSession(page.context(), url, valid);
    const opening = page.waitForRequest(/api\/live/);
    parts.live.recheck('pia');
    await opening;
    await parts.seeded.desk.protect(REVIEWER, 'offer-en', 'distress');
    await page.locator('.item-list tbody tr').nth(1).waitFor();
    expect(await page.getByText('Your session has ended').count()).toBe(0);
  });

  it('leave nothing that was typed to another person who signed in there', async () => {
    const parts = scene();
    let valid = 'eva';
    const whoIs = async (token: string | undefined) =>
      token === valid ? signedIn(token, ['reviewer', 'exporter']) : null;
    const { page, url } = await dashboard.open({ dashboard: { ...parts, whoIs }, host: 'localhost' });
    await openSession(page.context(), url, valid);
    await Promise.all([page.waitForResponse(/api\/live/), page.goto(`${url}/cases`)]);
    await page.fill('main input', 'Js 1/26');
    valid = 'gil';
    await openSession(page.context(), url, valid);
    parts.live.recheck('eva');
    await page.getByText('name of gil').waitFor();
    await page.getByText('Somebody else signed in here').waitFor();
    expect(await page.locator('main input').count()).toBe(0);
    await page.locator('main .button').click();
    await page.click('.nav-cases');
    await page.waitForSelector('main input');
    expect(await page.inputValue('main input')).toBe('');
  });

  it('that end with the role that reads the lane leave what other roles open', async () => {
    const parts = scene();
    let roles: Role[] = ['reviewer', 'exporter'];
    const whoIs = async () => signedIn('eva', roles);
    const { page, url } = await dashboard.open({ dashboard: { ...parts, whoIs } });
    await Promise.all([page.waitForResponse(/api\/live/), page.goto(`${url}/review`)]);
    await page.waitForSelector('.next-action');
    roles = ['exporter'];
    parts.live.recheck('eva');
    await page.waitForSelector('.nav-review', { state: 'detached' });
    expect(await page.getByText('Your session has ended').count()).toBe(0);
    await page.click('.nav-cases');
    await page.waitForSelector('main input');
  });

  it('list what came while no stream was open', async () => {
    const parts = scene();
    let breakOff: () => void = () => undefined;
    const live: typeof parts.live = {
      ...parts.live,
      join(watcher) {
        breakOff = watcher.onEnd;
        return parts.live.join(watcher);
      },
    };
    const { page, url } = await dashboard.open({ dashboard: { ...parts, live } });
    await page.goto(`${url}/protect`);
    await page.waitForSelector('.item-list');
    await parts.seeded.desk.protect(REVIEWER, 'offer-en', 'distress');
    await page.locator('.item-list tbody tr').nth(1).waitFor();
    breakOff();
    await parts.seeded.desk.protect(REVIEWER, 'offer-ar', 'distress');
    await page.locator('.item-list tbody tr').nth(2).waitFor({ timeout: 15_000 });
    await page.locator('.nav-protect .count', { hasText: '3' }).waitFor();
  }, 60_000);

  it('alert to who is handed over while another is concluded, and not to a judgment that is undone', async () => {
    const lane = { held: 0, questions: 0, answered: null };
    const review = { ...lane, open: 0, entered: null };
    const stand = (open: number, entered: string) => ({ review, protect: { ...lane, open, entered } });
    let states = stand(3, '2026-11-25T02:00:00.000Z');
    const live = createLiveFeed({ read: async () => states, clock: SYSTEM_CLOCK, logger: SILENT_LOGGER });
    const { page, url } = await dashboard.open({
      dashboard: { live, person: signedIn('pia', ['protection']) },
    });
    const shows = async (next: typeof states) => {
      states = next;
      await live.look();
      await page.locator('.nav-protect .count', { hasText: String(next.protect.open) }).waitFor();
    };
    await page.goto(`${url}/protect`);
    await page.waitForSelector('.item-list');
    await page.getByText('not heard in this window').waitFor();
    // The list counts as well, and answers after the event that asked for it: from here on only the stream is heard.
    await page.route('**/api/queue?*', () => undefined);
    await shows(stand(5, '2026-11-25T02:00:00.000Z'));
    await shows(stand(4, '2026-11-25T02:00:00.000Z'));
    await shows(stand(3, '2026-11-25T02:00:00.000Z'));
    // An alert to the last one would be drawn by the time the next is.
    await shows(stand(2, '2026-11-25T02:00:00.000Z'));
    expect(await page.getByText('A new post came').count()).toBe(0);
    await shows(stand(3, '2026-11-25T02:00:00.000Z'));
    await shows(stand(3, '2026-11-25T02:01:00.000Z'));
    await page.getByText('A new post came').waitFor();
  });

  it('say that the alarm hears nothing while the connection is away, and what came meanwhile', async () => {
    const parts = scene();
    const line = { isCut: false, breakOff: () => {} };
    const live: typeof parts.live = {
      ...parts.live,
      join(watcher) {
        line.breakOff = watcher.onEnd;
        return line.isCut ? null : parts.live.join(watcher);
      },
    };
    const { page, url } = await dashboard.open({ dashboard: { ...parts, live } });
    await page.clock.install();
    await Promise.all([page.waitForResponse(/api\/live/), page.goto(`${url}/protect`)]);
    await page.getByRole('button', { name: 'Turn the sound on' }).click();
    await page.getByText('is heard in this window').waitFor();
    await page.click('.nav-closed');
    line.isCut = true;
    const refused = page.waitForResponse((answer) => answer.status() === 429);
    line.breakOff();
    await refused;
    await page.clock.fastForward(10_000);
    await page.getByText('a new post would not be told here').waitFor();
    await until('the mark', async () => (await page.title()) === '⚠ Closed posts – Vigie');
    expect(await page.getByText('is heard in this window').count()).toBe(0);
    await parts.seeded.desk.protect(REVIEWER, 'offer-en', 'distress');
    line.isCut = false;
    await page.clock.fastForward(30_000);
    await page.getByText('A new post came').waitFor();
    await page.getByText('is heard in this window').waitFor();
    expect(await page.getByText('a new post would not be told here').count()).toBe(0);
  }, 40_000);

  it('are asked for anew where the server has long said nothing', async () => {
    const { page, url } = await dashboard.open({ dashboard: scene() });
    await page.clock.install();
    await Promise.all([page.waitForResponse(/api\/live/), page.goto(`${url}/protect`)]);
    await page.waitForSelector('.item-list');
    await Promise.all([page.waitForRequest(/api\/live/), page.clock.fastForward(40_000)]);
  });

  it('alert protection to a new item by words and title, and by a sound once it is switched on', async () => {
    const parts = scene();
    const { page, url } = await dashboard.open({ dashboard: parts });
    // Counts the notes that are played, and lets the browser play them.
    await page.addInitScript(`
      window.notes = 0;
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (at) { window.notes += 1; return start.call(this, at); };
    `);
    const notes = () => page.evaluate<number>('window.notes');
    await page.goto(`${url}/protect`);
    await page.waitForSelector('.item-list');
    await page.getByText('not heard in this window').waitFor();
    await parts.seeded.desk.protect(REVIEWER, 'offer-en', 'distress');
    await page.getByText('A new post came').waitFor();
    await until('the mark', async () => (await page.title()) === '● Protection lane – Vigie');
    expect(await notes()).toBe(0);
    // The mark stays on another page, until it is seen.
    await page.click('.nav-closed');
    await page.getByRole('heading', { name: 'Closed posts' }).waitFor();
    await until('the mark there too', async () => (await page.title()) === '● Closed posts – Vigie');
    await page.getByRole('button', { name: 'Seen' }).click();
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Turn the sound on');
    await until('the mark gone', async () => (await page.title()) === 'Closed posts – Vigie');

    await page.getByRole('button', { name: 'Turn the sound on' }).click();
    await page.getByText('is heard in this window').waitFor();
    const tried = await notes();
    expect(tried).toBeGreaterThan(0);
    await parts.seeded.desk.protect(REVIEWER, 'offer-ar', 'distress');
    await page.getByText('A new post came').waitFor();
    expect(await notes()).toBe(2 * tried);
    await page.getByRole('button', { name: 'Seen' }).click();

    // Wanted again after a reload: the first key brings it back.
    await page.reload();
    await page.getByText('not heard in this window').waitFor();
    await page.keyboard.press('Shift');
    await page.mouse.click(5, 300);
    await page.getByText('is heard in this window').waitFor();
    await page.getByRole('button', { name: 'Turn the sound off' }).click();
    await parts.seeded.desk.protect(REVIEWER, 'offer-fa', 'distress');
    await page.getByText('A new post came').waitFor();
    expect(await notes()).toBe(0);
  }, 60_000);
});
