import { describe, expect, it } from 'vitest';
import type { SignedIn } from '../../queue/accounts/index.ts';
import { manualClock } from '../../queue/runtime/clock.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { type SeedItem, seededParts } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';

const dashboard = useDashboard();

const EXA = signedIn('exa', ['exporter']);
const CAI = signedIn('cai', ['custodian']);
const CLEO = signedIn('cleo', ['custodian']);
const WHY = 'The court asks who placed this advert, order of June.';
const AUTHOR = 'zilpzalp';

/** One offer that two people agreed on, and a post of somebody at risk. */
const ITEMS: readonly SeedItem[] = DEMO_ITEMS.filter(
  ({ id }) => id === 'offer-en' || id === 'distress-en',
).map((item) => ({
  ...item,
  author: AUTHOR,
  permalink: `https://board.example/${AUTHOR}/1`,
  isOffer: item.id === 'offer-en',
}));

describe('cases and names', () => {
  it('ACC-02 a name is asked for in a case, agreed to by a key holder, and out of sight after 15 minutes', async () => {
    let person: SignedIn = EXA;
    const clock = manualClock(Date.now());
    const { page, url } = await dashboard.open({
      dashboard: { items: ITEMS, clock, whoIs: async () => person },
    });
    await page.clock.install();

    // The exporter opens a case, reads an offer and adds it from its page.
    await page.goto(`${url}/`);
    await page.waitForURL('**/cases');
    await page.fill('main input', 'Js 1/26');
    await page.click('main .button-primary');
    await page.waitForSelector('.case-offer');
    await page.click('.case-offer a');
    await page.waitForSelector('.beside select');
    expect(await page.textContent('main')).not.toContain(AUTHOR);
    await page.selectOption('.beside select', '1');
    await page.click('.beside .button');
    await page.click('.beside .notice a');

    // They ask for the name; without a purpose and words nothing is sent.
    await page.click('.ask-name summary');
    await page.click('.ask-name button');
    expect(await page.textContent('.ask-name [role=status]')).toContain('Choose a purpose');
    await page.selectOption('.ask-name select', 'judicial-request');
    await page.fill('.ask-name textarea', WHY);
    await page.click('.ask-name button');
    await page.getByText('nobody has answered yet').waitFor();

    // Who holds keys sees the request and no post.
    person = CAI;
    await page.goto(`${url}/`);
    await page.waitForURL('**/names');
    await page.getByText(WHY).waitFor();
    expect(await page.textContent('main')).not.toContain(ITEMS[0]?.text.slice(0, 20));
    await page.click('.case-item .button >> nth=0');
    await page.getByText('They can read it now').first().waitFor();

    // The exporter reads it, and sees how long that lasts.
    person = EXA;
    await page.goto(`${url}/cases/1`);
    await page.getByRole('button', { name: 'Read who wrote it' }).click();
    expect(await page.textContent('.identities')).toContain(AUTHOR);
    expect(await page.locator('.identities a').count()).toBe(0);
    await page.clock.fastForward('14:00');
    // Its clock begins to run once the page is painted, which may be after the leap: then it tells of it a second later.
    await page
      .getByRole('timer')
      .filter({ hasText: /0[01]:[0-5]\d/ })
      .waitFor();
    clock.advance(15 * 60_000);
    await page.clock.fastForward('01:01');
    await page.getByText('The time to read it is over').waitFor();
    expect(await page.textContent('main')).not.toContain(AUTHOR);
    const again = await page.evaluate<number>(
      `fetch('/api/items/offer-en/names', { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } }).then(({ status }) => status)`,
    );
    expect(again).toBe(403);
  });

  it('ACC-02 a request that another key holder answered meanwhile goes from the list, and that is said', async () => {
    const clock = manualClock(Date.now());
    const seeded = seededParts({ items: ITEMS, team: [EXA, CAI, CLEO] }, clock);
    const { page, url } = await dashboard.open({ dashboard: { seeded, clock, person: CAI } });
    const caseNumber = await seeded.cases.open(EXA, { legalReference: 'Js 1/26' });
    await seeded.cases.add(EXA, caseNumber, 'offer-en');
    const what = { caseNumber, itemId: 'offer-en' };
    const asked = { ...what, purpose: 'judicial-request' as const, justification: WHY };
    const id = await seeded.names.request(EXA, asked);
    await page.goto(`${url}/names`);
    await page.locator('.case-item').waitFor();
    await seeded.names.settle(CLEO, id, 'refuse');
    await page.click('.case-item .button >> nth=0');
    await page.locator('.case-item').waitFor({ state: 'detached' });
    await page.getByText('It is not as it was when you opened it').waitFor();
    expect(await page.getByText('They can read it now').count()).toBe(0);
  });

  it('ACC-08 protection reads at once who wrote a post, for a danger that it names', async () => {
    const person = signedIn('pia', ['protection']);
    const { page, url } = await dashboard.open({ dashboard: { items: ITEMS, person } });
    await page.goto(`${url}/protect/distress-en`);
    await page.click('.beside summary');
    await page.fill('.beside textarea', 'urgent');
    await page.click('.beside button');
    expect(await page.textContent('.beside [role=status]')).toContain('Write what danger');
    await page.fill('.beside textarea', 'The boat takes in water, the coast guard needs the sender now.');
    await page.click('.beside button');
    expect(await page.textContent('.identities')).toContain(AUTHOR);
  });
});
