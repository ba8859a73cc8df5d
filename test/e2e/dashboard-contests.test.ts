import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DEMO_CONTESTS } from '../unit/dashboard/support/demo-contests.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { useDashboard } from './support/dashboard-fixture.ts';

const dashboard = useDashboard();
const [ABOUT_ITEM, , ABOUT_NOTHING] = DEMO_CONTESTS;

/** Asks as the page does, with its session. */
function asked(page: Page, path: string, body?: object): Promise<{ status: number; text: string }> {
  const options =
    body === undefined
      ? {}
      : { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
  return page.evaluate(
    `fetch(${JSON.stringify(path)}, ${JSON.stringify(options)}).then(async (answer) => ({ status: answer.status, text: await answer.text() }))`,
  );
}

async function openContest(page: Page, url: string, id = ''): Promise<void> {
  await page.goto(`${url}/contests/${id}`);
  await page.click('main .button-primary');
  await page.waitForSelector('.panel .judgment');
}

describe('contests', () => {
  it('wait for whole days: nobody knows the hour at which one came', async () => {
    const days = ['2026-11-29', '2026-11-28', '2026-11-20'];
    const contests = DEMO_CONTESTS.map((one, nth) => ({ ...one, receivedOn: days[nth] ?? one.receivedOn }));
    const person = signedIn('ada', ['adjudicator']);
    const { page, url } = await dashboard.open({ dashboard: { person, contests } });
    await page.clock.install({ time: new Date('2026-11-29T18:29:00Z') });
    await page.goto(`${url}/contests`);
    await page.waitForSelector('.item-list');
    const ages = await page.locator('.item-list tbody td:nth-child(2)').allInnerTexts();
    expect(ages.map((text) => text.replace('Waiting:', '').trim()).sort()).toEqual([
      '1 day',
      '9 days',
      'today',
    ]);
  });

  it('CON-02 are decided on their page, with a reason, after what was written was read', async () => {
    const person = signedIn('ada', ['adjudicator']);
    const { page, url } = await dashboard.open({ dashboard: { person, contests: DEMO_CONTESTS } });
    await page.goto(`${url}/contests`);
    await page.waitForSelector('.item-list');
    expect(await page.locator('.item-list tbody tr').count()).toBe(3);
    expect(await page.textContent('.item-list tbody tr:first-child')).toContain('overdue');
    // Nothing that was written is in the list.
    expect((await asked(page, '/api/contests')).text).not.toMatch(/board\.example|family/);
    await page.click('.item-list tbody tr:first-child a');
    await page.waitForSelector('main .button-primary');
    expect(await page.textContent('main')).not.toContain('family');
    await page.click('main .button-primary');
    await page.waitForSelector('.panel .judgment');
    await page.waitForSelector('#said-title:focus');
    expect(await page.textContent('main')).toContain('I asked how to join my family');
    expect(await page.locator('main a[href*="board.example"]').count()).toBe(0);
    await page.waitForSelector('.post .post-text');
    expect(await page.locator('.panel input:checked').count()).toBe(0);
    await page.click('.panel button');
    expect(await page.textContent('.panel [role=status]')).toContain('Choose an answer');
    await page.click('input[value=upheld]');
    await page.click('input[value=seeker]');
    await page.fill('.panel textarea', 'A question, and no offer to anybody.');
    await page.click('.panel button');
    expect(await page.textContent('.notice-info[role=alert]')).toContain('erased');
    expect(JSON.parse((await asked(page, '/api/items/seeker-fr')).text)).toMatchObject({
      isErased: true,
      text: '',
    });
    await page.click('.back a');
    await page.waitForSelector('.item-list');
    expect(await page.locator('.item-list tbody tr').count()).toBe(2);
  });

  it('CON-02 about a post that is not kept can only be rejected', async () => {
    const person = signedIn('ada', ['adjudicator']);
    const { page, url } = await dashboard.open({ dashboard: { person, contests: DEMO_CONTESTS } });
    await openContest(page, url, ABOUT_NOTHING?.id);
    expect(await page.locator('input[name=verdict]').count()).toBe(1);
    await page.click('input[value=rejected]');
    await page.click('input[value=nothing_held]');
    await page.fill('.panel textarea', 'No post of this address is kept here.');
    await page.click('.panel button');
    expect(await page.textContent('.notice-info[role=alert]')).toContain('nothing changes');
  });

  it('CON-02 are refused to whoever took part, and the page says why', async () => {
    const person = signedIn('ben', ['adjudicator']);
    const { page, url } = await dashboard.open({
      dashboard: {
        person,
        contests: DEMO_CONTESTS.slice(0, 1),
        items: DEMO_ITEMS.map((item) => ({ ...item, isOffer: item.id === ABOUT_ITEM?.itemId })),
      },
    });
    await page.goto(`${url}/contests/${ABOUT_ITEM?.id}`);
    await page.waitForSelector('.notice-warning');
    expect(await page.textContent('.notice-warning')).toContain('by somebody who took no part');
    expect(await page.locator('main .button').count()).toBe(0);
    const { status, text } = await asked(page, `/api/contests/${ABOUT_ITEM?.id}/examine`, {});
    expect(status).toBe(409);
    expect(JSON.parse(text).detail).toContain('one of its judges');
  });
});
