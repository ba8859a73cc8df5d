import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useDashboard } from './support/dashboard-fixture.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  readonly violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const result = await page.evaluate<AxeResult>('axe.run()');
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
  );
}

/** Every page and state, each reached from the one before. */
const STATES: [string, (page: Page, url: string) => Promise<unknown>][] = [
  ['the queue', (page, url) => page.goto(`${url}/`).then(() => page.waitForSelector('.item-list'))],
  [
    'a free post',
    (page, url) => page.goto(`${url}/review/tricks`).then(() => page.waitForSelector('.panel button')),
  ],
  ['judging', (page) => page.keyboard.press('c').then(() => page.waitForSelector('.judgment'))],
  [
    'an answer chosen',
    (page) => page.keyboard.press('n').then(() => page.waitForSelector('.choice-compact')),
  ],
  [
    'the explanation',
    async (page) => {
      await page.goto(page.url().replace('/review/tricks', '/review/offer-en'));
      await page.waitForSelector('.panel button');
      await page.keyboard.press('c');
      await page.waitForSelector('.judgment');
      await page.keyboard.press('o');
      await page.keyboard.press('1');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.explanation');
    },
  ],
  ['revising', (page) => page.keyboard.press('r').then(() => page.waitForSelector('.judgment'))],
  [
    'a closed post',
    async (page) => {
      await page.click('.actions .button:not(.button-primary)');
      await page.keyboard.press('k');
      await page.waitForSelector('.panel[data-phase=closed]');
    },
  ],
  ['closed posts', (page, url) => page.goto(`${url}/closed`).then(() => page.waitForSelector('.item-list'))],
  [
    'no closed posts',
    (page, url) => page.goto(`${url}/closed?lane=protect`).then(() => page.waitForSelector('.notice')),
  ],
  ['the status', (page, url) => page.goto(`${url}/status`).then(() => page.waitForSelector('.card'))],
  [
    'the sources',
    (page, url) => page.goto(`${url}/sources`).then(() => page.waitForSelector('.source-card')),
  ],
  [
    'a source tried',
    (page) => page.click('.source-card .button').then(() => page.waitForSelector('.dry-posts .post-text')),
  ],
  [
    'a text tried',
    async (page, url) => {
      await page.goto(`${url}/try`);
      await page.fill('textarea', 'we take you \u202e tonight');
      await page.click('.try-form button');
      await page.waitForSelector('.try-result');
    },
  ],
  ['the key sheet', (page) => page.keyboard.press('?').then(() => page.waitForSelector('dialog[open]'))],
  [
    'an empty queue',
    (page, url) => page.goto(`${url}/review?language=zz`).then(() => page.waitForSelector('.notice')),
  ],
  [
    'a missing item',
    (page, url) => page.goto(`${url}/review/unknown`).then(() => page.waitForSelector('.notice')),
  ],
  ['a missing page', (page, url) => page.goto(`${url}/nowhere`).then(() => page.waitForSelector('h1'))],
  [
    'the protection lane',
    (page, url) => page.goto(`${url}/protect`).then(() => page.waitForSelector('.item-list')),
  ],
  [
    'judging a person at risk',
    (page) => page.keyboard.press('g').then(() => page.waitForSelector('.judgment')),
  ],
  [
    'the explanation without a score',
    async (page) => {
      await page.keyboard.press('p');
      await page.keyboard.press('1');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.explanation');
    },
  ],
];

const dashboard = useDashboard();

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  it.each([
    ['en-GB', 'ltr'],
    ['ar', 'rtl'],
  ])(
    'axe finds nothing on any page in %s (%s)',
    async (locale, direction) => {
      const { page, url } = await dashboard.open({ browser: { colorScheme, locale } });
      const found: string[] = [];
      for (const [name, reach] of STATES) {
        await reach(page, url);
        found.push(...(await violationsOf(page)).map((violation) => `${name}: ${violation}`));
        expect(await page.getAttribute('html', 'dir'), name).toBe(direction);
      }
      expect(found).toEqual([]);
    },
    90_000,
  );
});

describe('at 360 px', () => {
  it.each(['en-GB', 'ar', 'fr-FR'])(
    'no page in %s scrolls sideways, and every control is at least 24 px high',
    async (locale) => {
      const { page, url } = await dashboard.open({
        browser: { locale, viewport: { width: 360, height: 740 } },
      });
      for (const [name, reach] of STATES) {
        await reach(page, url);
        const overflow = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect(overflow, name).toBeLessThanOrEqual(0);
        const small = await page.evaluate<string[]>(
          `[...document.querySelectorAll('button, select, textarea, label.choice, nav a, .back a')]
            .filter((element) => element.offsetParent !== null && element.getBoundingClientRect().height < 24)
            .map((element) => element.outerHTML.slice(0, 120))`,
        );
        expect(small, name).toEqual([]);
      }
    },
    60_000,
  );
});
