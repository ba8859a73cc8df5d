import { describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { useDashboard } from './support/dashboard-fixture.ts';

const dashboard = useDashboard();

describe('the frame around the pages', () => {
  it('lists the keys in the order in which their answers are read, also from right to left', async () => {
    const { page, url } = await dashboard.open({ browser: { locale: 'ar' } });
    await page.goto(`${url}/review`);
    await page.locator('.site-header button', { hasText: '?' }).click();
    const keys = page.locator('.key-sheet dt', { hasText: 'o' }).locator('kbd');
    await keys.nth(3).waitFor();
    expect(await keys.allTextContents()).toEqual(['o', 'n', 'p', 'u']);
    const boxes = await Promise.all((await keys.all()).map((key) => key.boundingBox()));
    const starts = boxes.map((box) => box?.x ?? 0);
    expect(starts).toEqual(starts.toSorted((one, other) => other - one));
    expect(new Set(starts).size).toBe(4);
  });

  it('says that an item is not there, and offers no way that cannot help', async () => {
    const { page, url, takeFaults } = await dashboard.open();
    await page.goto(`${url}/review/gone`);
    await page.getByRole('heading', { name: 'Nothing is here' }).waitFor();
    await until('the title says so', async () => (await page.title()) === 'Nothing is here – Vigie');
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    takeFaults();
  });

  it('asks for a text to read, and no longer shows how the one before was read', async () => {
    const { page, url } = await dashboard.open({ dashboard: { person: signedIn('ana', ['analyst']) } });
    await page.goto(`${url}/try`);
    await page.fill('main textarea', 'A text.');
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.waitForSelector('.try-result');
    await page.fill('main textarea', ' ');
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByText('Write a text first.').waitFor();
    expect(await page.locator('.try-result').count()).toBe(0);
  });

  it('finds by itself that the connection is back, and loads what could not be loaded', async () => {
    const { page, url, takeFaults } = await dashboard.open({
      dashboard: { person: signedIn('ana', ['analyst']) },
    });
    await page.clock.install();
    await page.goto(`${url}/review`);
    await page.waitForSelector('main h1');
    await page.context().setOffline(true);
    await page.click('.nav-rules');
    await page.getByText('No connection to Vigie').first().waitFor();
    await page.context().setOffline(false);
    await page.clock.fastForward(5000);
    await page.getByText('No connection to Vigie').first().waitFor({ state: 'detached' });
    await page.waitForSelector('main .facts');
    takeFaults();
  });

  it('says that a part of a build that is gone may not come, and opens the page anew', async () => {
    const { page, url, takeFaults } = await dashboard.open({
      dashboard: { person: signedIn('ana', ['analyst']) },
    });
    await page.goto(`${url}/review`);
    await page.waitForSelector('main h1');
    const part = /\/assets\/rules-page-/;
    await page.route(part, (route) => route.fulfill({ status: 404, json: {} }));
    await page.click('.nav-rules');
    await page.getByText('Vigie may have been renewed').waitFor();
    expect(await page.getByText('No connection to Vigie').count()).toBe(0);
    await page.unroute(part);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForSelector('main .facts');
    takeFaults();
  });
});
