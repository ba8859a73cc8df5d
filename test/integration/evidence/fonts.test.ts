import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { fontFaces } from '../../../workers/bundle/documents/fonts.ts';
import { browserFonts } from '../../../workers/fetch/browser-fonts.ts';
import { findBrowser } from '../../../workers/fetch/find-browser.ts';
import { clustersOf, fontsOf, missingGlyphs, packTexts } from '../../e2e/support/glyphs.ts';
import { whyNoBrowser } from '../../support/collectors.ts';

const TEXTS: readonly (readonly [string, string])[] = [
  ['Arabic', 'مقاعد في قارب متخيل إلى جزيرة متخيلة'],
  ['Persian', 'صندلی در یک قایق خیالی'],
  ['Amharic', 'በምናባዊ ጀልባ ላይ ቦታዎች አሉ'],
  ['Thai', 'ที่นั่งบนเรือสมมติ'],
  ['Khmer', 'កៅអីនៅលើទូកប្រឌិត'],
  ['Hindi', 'काल्पनिक नाव पर सीटें'],
  ['Bengali', 'কাল্পনিক নৌকায় আসন'],
  ['Punjabi', 'ਕਾਲਪਨਿਕ ਕਿਸ਼ਤੀ ਵਿੱਚ ਸੀਟਾਂ'],
  ['Sinhala', 'මනඃකල්පිත බෝට්ටුවක ආසන'],
  ['Tamil', 'கற்பனைப் படகில் இருக்கைகள்'],
  ['Chinese', '虚构船只上的座位'],
  ['Russian', 'места в вымышленной лодке'],
  ['Greek', 'θέσεις σε φανταστική βάρκα'],
  ['Vietnamese', 'chỗ ngồi trên con thuyền tưởng tượng'],
  ['emoji and symbols', '🚤 ✅ 📞 🔥 ✈️ 💶 → ★ ● ✓ ① ₺ €'],
  ...packTexts(),
];
const OF_NO_FONT = '\u{10fffd}';

let missing: string | undefined;
beforeAll(async () => {
  missing = await whyNoBrowser('fonts of captures and summaries');
}, 240_000);

describe.each(['captures', 'printed summaries'] as const)(
  'fonts of %s, on a system that has none',
  (what) => {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-fonts-'));
    let browser: Browser | undefined;
    let page: Page;
    beforeAll(async () => {
      if (missing !== undefined) return;
      const ours = await browserFonts(folder, true);
      // What is printed brings its letters along: the browser itself has Latin ones only.
      const fonts = what === 'captures' ? ours : latinAlone(ours);
      browser = await (await findBrowser({ logger: SILENT_LOGGER, fonts })).launch();
      page = await browser.newPage();
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    function latinAlone(ours: string): string {
      const home = join(folder, 'latin');
      mkdirSync(home);
      const faces = readFileSync(ours, 'utf8').replaceAll(dirname(ours), home);
      copyFileSync(join(dirname(ours), 'noto-sans-latin-400-normal.ttf'), join(home, 'latin.ttf'));
      writeFileSync(join(home, 'fonts.conf'), faces);
      return join(home, 'fonts.conf');
    }

    async function show(text: string): Promise<void> {
      const style = what === 'captures' ? 'body{font-family:sans-serif}' : await fontFaces(text);
      await page.setContent(`<meta charset="utf-8"><style>${style}</style><body></body>`);
    }

    it.each(TEXTS)('draw every letter of %s', async (_, text) => {
      if (missing !== undefined) return;
      await show(text);
      expect(await missingGlyphs(page, clustersOf(text), 400)).toEqual([]);
    });

    it('are ours, and ours alone', async () => {
      if (missing !== undefined) return;
      const text = TEXTS.slice(0, 14)
        .map(([, one]) => one)
        .join(' ');
      await show(text);
      await page.evaluate(`document.body.innerHTML = '<p>${text}</p>'`);
      await page.evaluate('document.fonts.ready');
      const fonts = await fontsOf(page, 'p');
      expect(
        fonts.map(({ familyName }) => familyName).filter((name) => !name.startsWith('Noto Sans')),
      ).toEqual([]);
      expect(fonts.length).toBeGreaterThan(8);
      expect(fonts.every(({ isCustomFont }) => isCustomFont === (what === 'printed summaries'))).toBe(true);
    });

    it('would be seen to miss a glyph', async (context) => {
      if (missing !== undefined) context.skip('no Chromium on this machine');
      await show(`a${OF_NO_FONT}`);
      expect(await missingGlyphs(page, ['a', OF_NO_FONT], 400)).toEqual([OF_NO_FONT]);
      if (what === 'captures') return;
      // A script that the text was not known to have is not in the page.
      await show('a');
      expect(await missingGlyphs(page, ['a', 'ቦ'], 400)).toEqual(['ቦ']);
    });
  },
);
