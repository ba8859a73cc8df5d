import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../dashboard/web/messages/index.ts';
import { assessmentOf } from '../unit/dashboard/support/demo-items.ts';
import type { SeedItem } from '../unit/dashboard/support/memory-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { clustersOf, fontsOf, missingGlyphs, packTexts } from './support/glyphs.ts';

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
  await page.waitForSelector('.explanation');
  await page.evaluate('document.fonts.ready');
}

const dashboard = useDashboard();

describe('every character is drawn by a font that we bring', () => {
  it('of every pack, of emoji and of symbols: in the post, its marks and in bold quotes', async () => {
    expect([...TEXTS.keys()]).toEqual(expect.arrayContaining(['am', 'ckb', 'ur', 'zh', 'shared']));
    const texts = new Map([...TEXTS].map(([id, text]) => [id, clustersOf(text)]));
    const items = [...texts].map(([id, clusters]) => itemOf(id, clusters.join(' ')));
    const { page, url } = await dashboard.open({ dashboard: { items } });
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

  it.each(Object.entries(LOCALES))('of the interface in %s', async (locale, { messages }) => {
    const { page, url } = await dashboard.open({ browser: { locale } });
    await page.goto(`${url}/`);
    await page.waitForSelector('.item-list');
    const clusters = clustersOf(Object.values(messages).join(' '));
    for (const weight of [400, 600]) expect(await missingGlyphs(page, clusters, weight)).toEqual([]);
    expect((await fontsOf(page, 'h1')).filter(({ isCustomFont }) => !isCustomFont)).toEqual([]);
  });

  it('and a character that no font has is seen as missing', async () => {
    const { page, url } = await dashboard.open();
    await page.goto(`${url}/`);
    await page.waitForSelector('.item-list');
    expect(await missingGlyphs(page, ['a', '\u{10fffd}', 'é'], 400)).toEqual(['\u{10fffd}']);
  });
});
