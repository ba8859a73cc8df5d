import { describe, expect, it } from 'vitest';
import type { RuleInfo } from '../../dashboard/wire.ts';
import { assessmentOf } from '../unit/dashboard/support/demo-items.ts';
import type { SeedItem } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { HOSTILE_TEXTS } from './support/hostile-texts.ts';
import { haveRead, READ_MS } from './support/own-time.ts';

const dashboard = useDashboard();
const IMAGE = '"><img src=https://evil.example/x onerror=alert(1)>';
const TEXT = `We take you <b>home</b>\n${HOSTILE_TEXTS.join('\n')}`;

const ITEM: SeedItem = {
  id: 'hostile',
  lane: 'review',
  language: IMAGE,
  sourceId: IMAGE,
  text: TEXT,
  media: HOSTILE_TEXTS.slice(0, 50).map((alt) => ({ kind: 'image', alt, sha256: null })),
  openedAt: '2026-11-24T06:10:00.000Z',
  assessment: assessmentOf(TEXT, 'und', {
    signals: [
      ['We take you <b>', `en.${IMAGE}.x`, 3],
      ['you <b>home</b>', 'en.route.x', 2],
      ['<script>alert(1)</script>', 'en.price.x', 2],
    ],
  }),
};

const RULE: RuleInfo = {
  title: IMAGE,
  gloss: { en: `${IMAGE}<script>alert(1)</script>` },
  benign: IMAGE,
  evidence: IMAGE,
};

/** Elements that the interface itself puts into a post's text. */
const OWN = 'SPAN.hidden-character, MARK, SUP.ref, SUP.ref SPAN.visually-hidden';

describe('hostile text', () => {
  it(`stays text on every page: ${HOSTILE_TEXTS.length} payloads in every field`, async () => {
    expect(HOSTILE_TEXTS.length).toBeGreaterThan(500);
    const { page, url } = await dashboard.open({
      dashboard: { items: [ITEM], rule: () => RULE },
      hasOwnTime: true,
    });
    await page.goto(`${url}/`);
    await page.waitForSelector('.next-action');
    await page.keyboard.press('g');
    await page.waitForSelector('.judgment');
    await page.keyboard.press('n');
    await page.keyboard.press('1');
    await page.fill('textarea', IMAGE);
    await page.click('.judgment .button-primary');
    await haveRead(page);
    await page.waitForSelector('.explanation', { timeout: READ_MS });
    const foreign = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.post-text *')].filter((element) => !element.matches('${OWN}')).map((element) => element.outerHTML)`,
    );
    expect(foreign).toEqual([]);
    expect(
      await page.locator('main img, main iframe, main script, main style, main form:not(.judgment)').count(),
    ).toBe(0);
    expect(await page.locator('main a[href*=evil], main [src]').count()).toBe(0);
    expect(await page.textContent('.post .post-text')).toContain('alert(1)</script>');
    await page.keyboard.press('k');
    for (const path of [
      '/closed',
      '/review/hostile',
      '/review?language=%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E',
    ]) {
      await page.goto(url + path);
      await page.waitForSelector('.next-action, .item-list, .panel h2, .notice');
    }
  }, 60_000);

  it('has no way in: the browser refuses markup from script, inline script and eval', async () => {
    const { page, url, takeFaults } = await dashboard.open();
    await page.goto(`${url}/`);
    await page.waitForSelector('.next-action');
    await expect(page.evaluate('document.body.innerHTML = "<b>x</b>"')).rejects.toThrow(/TrustedHTML/);
    await expect(page.evaluate(`document.createElement('script').src = '/x.js'`)).rejects.toThrow(
      /TrustedScriptURL/,
    );
    await expect(page.evaluate(`document.body.setAttribute('onclick', 'alert(1)')`)).rejects.toThrow(
      /TrustedScript/,
    );
    await page.evaluate(
      `document.body.append(Object.assign(new Image(), { src: 'https://evil.example/x.png' }))`,
    );
    await page.click('h1');
    // Also proves that the fixture would have seen any breach in the other tests.
    const faults = takeFaults().join('\n');
    expect(faults).toContain('breach of require-trusted-types-for');
    expect(faults).toContain('breach of img-src by https://evil.example/x.png');
  });

  it('cannot stop the page: 100,000 characters, half of them hidden, open and are judged in seconds', async () => {
    const text = 'We take you x\u200by\u202e '.repeat(6000).slice(0, 100_000);
    const assessment = assessmentOf(text, 'und', { signals: [['We take you', 'en.provider.x', 3]] });
    const item: SeedItem = { ...ITEM, id: 'long', language: 'und', text, media: [], assessment };
    const { page, url } = await dashboard.open({ dashboard: { items: [item] } });
    await page.goto(`${url}/`);
    await page.waitForSelector('.next-action');
    await page.keyboard.press('g');
    await page.waitForSelector('.judgment');
    expect(await page.locator('.post .hidden-character').count()).toBe(400);
    expect(await page.textContent('.post .post-text')).not.toMatch(/[\u200b\u202e]/);
    for (const key of ['n', '7', 'Enter']) await page.keyboard.press(key);
    await page.waitForSelector('.explanation', { timeout: READ_MS });
  }, 60_000);

  it('cannot turn the page around with direction controls', async () => {
    const text = '\u202e\u2067\u200f شارع 12 \u202e';
    const item: SeedItem = { ...ITEM, id: 'bidi', text, sourceId: `x\u202ey`, language: 'ar', media: [] };
    const { page, url } = await dashboard.open({
      dashboard: {
        items: [{ ...item, assessment: assessmentOf(text, 'ar', { signals: [['شارع', 'ar.route.x', 2]] }) }],
      },
    });
    await page.goto(`${url}/review/bidi`);
    await page.waitForSelector('.post-text');
    expect(await page.locator('.post .post-text .hidden-character').allInnerTexts()).toEqual([
      'U+202E',
      'U+2067',
      'U+200F',
      'U+202E',
    ]);
    expect(await page.textContent('.post .post-text')).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    // Facts that find no room begin a new row; in each row they go from left to right.
    const places = await page.evaluate<{ top: number; left: number }[]>(
      `[...document.querySelectorAll('.post dt')].map((term) => { const { top, left } = term.getBoundingClientRect(); return { top, left }; })`,
    );
    expect(places.length).toBeGreaterThan(2);
    expect([...places].sort((one, other) => one.top - other.top || one.left - other.left)).toEqual(places);
  });
});
