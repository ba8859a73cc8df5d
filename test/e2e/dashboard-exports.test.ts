import { expect, it } from 'vitest';
import type { SignedIn } from '../../queue/accounts/index.ts';
import type { Recipient } from '../../queue/contracts/index.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { expectWell } from './support/look.ts';

const dashboard = useDashboard();

const EXA = signedIn('exa', ['exporter']);
const EWA = signedIn('ewa', ['exporter']);
const ITEMS = DEMO_ITEMS.filter(({ id }) => id === 'offer-en').map((item) => ({
  ...item,
  isOffer: true,
  isCaptured: true,
}));
const WHY = 'The court of the example asks for what was offered, order of June.';

const COURT: Recipient = {
  id: 'example-court',
  name: 'Court of Example Town',
  address: '1 Example Street, Example Town',
  country: 'XA',
  purposes: ['criminal-proceedings'],
  expiresOn: '2099-01-01',
  nonRefoulement: {
    checkedOn: '2026-01-01',
    checkedBy: 'Example legal service',
    approvedBy: 'Example data protection officer',
    finding: 'Nothing here can be used to return anybody.',
  },
};

it.each([
  { look: 'wide', browser: { viewport: { width: 1280, height: 800 } } },
  {
    look: 'ar-narrow-dark',
    browser: { locale: 'ar', viewport: { width: 360, height: 740 }, colorScheme: 'dark' as const },
  },
])(
  'CON-03 the offers of a case are asked for one recipient and agreed to by somebody else: $look',
  async ({ look, browser }) => {
    let person: SignedIn = EXA;
    const { page, url } = await dashboard.open({
      browser,
      dashboard: { items: ITEMS, team: [EXA, EWA], recipients: [COURT], whoIs: async () => person },
    });
    await page.goto(`${url}/cases`);
    await page.fill('main input', 'Js 1/26');
    await page.click('main .button-primary');
    await page.waitForSelector('.case-offer');
    await expectWell(page, `exports-${look}-1-case`);
    await page.click('.case-offer a');
    await page.waitForSelector('.beside select');
    await page.selectOption('.beside select', '1');
    await page.click('.beside .button');
    await page.click('.beside .notice a');

    // Without a purpose and words nothing is asked.
    const form = page.locator('section[aria-labelledby=case-exports] details');
    await form.locator('summary').click();
    await form.locator('button').click();
    expect(await form.locator('[role=status]').textContent()).not.toBe('');
    await form.locator('select').nth(0).selectOption(COURT.id);
    await form.locator('select').nth(1).selectOption('criminal-proceedings');
    await form.locator('textarea').fill(WHY);
    await expectWell(page, `exports-${look}-2-asking`);
    await form.locator('button').click();
    const card = page.locator('section[aria-labelledby=case-exports] li.card');
    await card.waitFor();
    expect(await card.textContent()).toContain(WHY);
    expect(await card.locator('button').count()).toBe(0);
    expect(await form.locator('textarea').inputValue()).toBe('');
    await expectWell(page, `exports-${look}-3-asked`);

    person = EWA;
    await page.goto(`${url}/cases/1`);
    await card.locator('.button').nth(0).click();
    await card.locator('.actions').waitFor({ state: 'detached' });
    // To be copied into a terminal: no mark of direction is in it.
    expect(await card.locator('.hint .mono').textContent()).toBe('vigie evidence export 1 FOLDER');
    expect(await card.locator('button').count()).toBe(0);
    await expectWell(page, `exports-${look}-4-agreed`);
  },
);

it('what cannot be taken back asks once more, with the focus on what changes nothing', async () => {
  const { page, url } = await dashboard.open({ dashboard: { items: ITEMS, person: EXA } });
  await page.goto(`${url}/cases`);
  await page.fill('main input', 'Js 1/26');
  await page.click('main .button-primary');
  await page.waitForURL('**/cases/1');
  const focused = () => page.evaluate<string>('document.activeElement?.textContent');
  await page.getByRole('button', { name: 'Close the case' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('Cancel');
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('Close the case');
});

it.each(['en', 'ar'])(
  'PRO-10 an offer whose text is gone is called back on its page, and says what that comes to: %s',
  async (locale) => {
    const { page, url } = await dashboard.open({
      browser: { locale },
      dashboard: { items: ITEMS, person: EXA },
    });
    const asked: string[] = [];
    // As the desk tells of it once retention has taken the text; how it comes to that is proved on the records.
    await page.route(/\/api\/items\/offer-en(?:\/call-back)?$/, async (route) => {
      const isAsked = route.request().method() === 'POST';
      if (isAsked) asked.push(route.request().url());
      const answer = await route.fetch({ method: 'GET', url: `${url}/api/items/offer-en` });
      const item = { ...(await answer.json()), text: '', isErased: true, steps: [] };
      await route.fulfill({ json: asked.length === 0 ? { ...item, mayCallBack: true } : item });
    });
    await page.goto(`${url}/review/offer-en`);
    await page.click('.panel .hand-over summary');
    await expectWell(page, `exports-call-back-${locale}`);
    await page.click('.panel .hand-over .button');
    await page.locator('.panel .hand-over').waitFor({ state: 'detached' });
    expect(asked).toHaveLength(1);
  },
);
