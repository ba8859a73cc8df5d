import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import type { Accounts } from '../../queue/accounts/index.ts';
import type { Account } from '../../queue/contracts/index.ts';
import { until } from '../support/until.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { focusIsOn } from './support/focus.ts';

const dashboard = useDashboard();

async function pressByKeyboard(page: Page, selector: string): Promise<void> {
  await page.keyboard.press('Tab');
  await page.focus(selector);
  await page.keyboard.press('Enter');
}

describe('the focus of whoever works by keyboard', () => {
  it('is on the button again whose judgment was refused', async () => {
    const items = DEMO_ITEMS.map((item) => ({ ...item, givenTo: 'local' }));
    const { page, url, takeFaults } = await dashboard.open({ dashboard: { items } });
    await page.goto(`${url}/review/offer-en`);
    await page.waitForSelector('.panel .button-primary');
    await page.keyboard.press('c');
    await page.waitForSelector('.judgment');
    await page.route('**/judge', (route) => route.fulfill({ status: 503, json: {} }));
    for (const key of ['n', '1']) await page.keyboard.press(key);
    await pressByKeyboard(page, '.judgment button[type=submit]');
    await page.waitForSelector('.judgment .notice, .panel .notice', { timeout: 30_000 });
    await until('the button has it', () => focusIsOn(page, '.judgment button[type=submit]'));
    takeFaults();
  });

  it('goes back to a button that says something else now, and to the heading of the card where it is gone or has no use', async () => {
    let person: Account = {
      ...{ version: 1, id: 'account:1', name: 'Kim', state: 'active', roles: ['reviewer', 'exporter'] },
      ...{ certificates: [], createdAt: '2026-11-25T00:00:00.000Z', lastSeenAt: null, osUser: null },
    };
    const change = (to: Partial<Account>) => async () => {
      person = { ...person, ...to };
      return person;
    };
    const accounts: Partial<Accounts> = {
      list: async () => [person],
      disable: change({ state: 'disabled' }),
      revoke: change({ roles: ['exporter'] }),
      grant: change({ roles: ['exporter', 'analyst'] }),
    };
    const { page, url } = await dashboard.open({ dashboard: { accounts: accounts as Accounts } });
    await page.goto(`${url}/people`);
    await page.click('.person-card summary');
    await pressByKeyboard(page, '.person-card .actions button:last-child');
    await page.locator('.person-card .actions button:last-child', { hasText: 'Enable' }).waitFor();
    await until('the button has it', () => focusIsOn(page, '.person-card .actions button:last-child'));
    await pressByKeyboard(page, '.person-card .actions button:first-child');
    await page
      .locator('.person-card .actions button', { hasText: 'Reviewer' })
      .waitFor({ state: 'detached' });
    await until('the heading has it', () => focusIsOn(page, '.person-card :is(summary, h2, h3)'));
    // Granted; the form is empty again, and its button cannot be pressed.
    await page.selectOption('.person-card form:has(option[value=analyst]) select', 'analyst');
    await pressByKeyboard(
      page,
      '.person-card form:has(option[value=exporter], option[value=reviewer]) button',
    );
    await page.locator('.person-card .actions button', { hasText: 'Analyst' }).waitFor();
    await until('the heading has it', () => focusIsOn(page, '.person-card :is(summary, h2, h3)'));
  });
});
