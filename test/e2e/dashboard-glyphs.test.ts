import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../dashboard/web/messages/index.ts';
import { trainings } from '../support/people.ts';
import { EVERYBODY } from '../unit/dashboard/support/demo-context.ts';
import { assessmentOf } from '../unit/dashboard/support/demo-items.ts';
import { type SeedItem, seededParts } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { clustersOf, fontsOf, missingGlyphs, packTexts } from './support/glyphs.ts';
import { READ_MS } from './support/own-time.ts';

const EMOJI =
  '🚤 ✅ 📩 🇹🇷 🇮🇹 🇱🇾 🇬🇷 🇩🇪 🇬🇧 ⛵ 🛥️ 🚢 🚛 🚗 ✈️ 💶 💵 📞 ☎️ 📲 🔴 🟢 👨‍👩‍👧 🙏🏽 ❌ ‼️ ❗ 1️⃣ 🔥 ⚠️ 🛂 ➡️ ❤️ 🏴‍☠️ 🆘 😢';
const SYMBOLS = '→ ← ↔ ➜ ★ ☆ ● ○ ■ □ ▪ ▶ ✓ ✔ ① ② № ₺ ₽ ₴ € £ $ ’ “ ” „ « » … – — • · ، ؛ ؟ ۔ ٪ ። ፣ ， 。 ！';
/** May stand before ours; where they exist, they draw emoji. */
const SYSTEM_EMOJI = ['Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji'];

const TEXTS = new Map([...packTexts(), ['emoji', EMOJI], ['symbols', SYMBOLS]]);

function itemOf(id: string, text: string): SeedItem {
  const language = /^[a-z]{2,3}$/.test(id) ? id : 'und';
  const assessment = assessmentOf(text, language, { signals: [[text, `${language}.route.x`, 2]] });
  return {
    id,
    lane: 'review',
    language,
    sourceId: 'demo',
    text,
    media: [],
    openedAt: '2026-11-24T06:10:00.000Z',
    assessment,
  };
}

async function reveal(page: Page): Promise<void> {
  await page.waitForSelector('.panel .button-primary');
  await page.keyboard.press('c');
  await page.waitForSelector('.judgment');
  for (const key of ['n', '1', 'Enter']) await page.keyboard.press(key);
  await page.waitForSelector('.explanation', { timeout: READ_MS });
  await page.evaluate('document.fonts.ready');
}

const dashboard = useDashboard();

describe('every character is drawn by a font that we bring', () => {
  it('of every pack, of emoji and of symbols: in the post, its marks and in bold quotes', async () => {
    expect([...TEXTS.keys()]).toEqual(expect.arrayContaining(['am', 'ckb', 'ur', 'zh', 'shared']));
    const texts = new Map([...TEXTS].map(([id, text]) => [id, clustersOf(text)]));
    const items = [...texts].map(([id, clusters]) => ({
      ...itemOf(id, clusters.join(' ')),
      givenTo: EVERYBODY.id,
    }));
    // Taken half a minute ago, so that nobody waits until each has been read.
    let shiftMs = -30_000;
    const seeded = seededParts({ items }, { now: () => Date.now() + shiftMs });
    const person = { ...EVERYBODY, certificates: trainings(items.map(({ language }) => language)) };
    for (const { id } of items) await seeded.desk.claim(person, id);
    shiftMs = 0;
    const { page, url } = await dashboard.open({ dashboard: { seeded, person } });
    const faults: string[] = [];
    for (const [id, clusters] of texts) {
      await page.goto(`${url}/review/${id}`);
      await reveal(page);
      for (const weight of [400, 600]) {
        const missing = await missingGlyphs(page, clusters, weight);
        if (missing.length > 0) faults.push(`${id} in weight ${weight}: ${missing.join(' ')}`);
      }
      for (const selector of ['.post .post-text', '.post mark', '.finding-words q .post-text']) {
        const foreign = (await fontsOf(page, selector)).filter(
          ({ isCustomFont, familyName }) => !isCustomFont && !SYSTEM_EMOJI.includes(familyName),
        );
        for (const { familyName } of foreign) faults.push(`${id}: ${selector} is drawn by ${familyName}`);
      }
    }
    expect(faults).toEqual([]);
  }, 240_000);

  it.each(Object.entries(LOCALES))('of the interface in %s', async (locale, { load }) => {
    const { page, url } = await dashboard.open({ browser: { locale } });
    await page.goto(`${url}/`);
    await page.waitForSelector('.next-action');
    const clusters = clustersOf(Object.values(await load()).join(' '));
    for (const weight of [400, 600]) expect(await missingGlyphs(page, clusters, weight)).toEqual([]);
    expect((await fontsOf(page, 'h1')).filter(({ isCustomFont }) => !isCustomFont)).toEqual([]);
  });

  it('and a character that no font has is seen as missing', async () => {
    const { page, url } = await dashboard.open();
    await page.goto(`${url}/`);
    await page.waitForSelector('.next-action');
    expect(await missingGlyphs(page, ['a', '\u{10fffd}', 'é'], 400)).toEqual(['\u{10fffd}']);
  });
});
