import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { findBrowser } from '../../../workers/fetch/find-browser.ts';
import { unpackWebFont } from '../../../workers/fetch/web-font.ts';
import { clustersOf, missingGlyphs } from '../../e2e/support/glyphs.ts';
import { whyNoBrowser } from '../../support/collectors.ts';

let missing: string | undefined;
beforeAll(async () => {
  missing = await whyNoBrowser('fonts of captures');
}, 240_000);

describe('the browser that captures are made with', () => {
  let browser: Browser | undefined;
  let page: Page;
  beforeAll(async () => {
    if (missing !== undefined) return;
    browser = await (await findBrowser({ logger: SILENT_LOGGER })).launch();
    page = await browser.newPage();
    await page.setContent('<body style="font-family: sans-serif"></body>');
  }, 60_000);
  afterAll(() => browser?.close());

  it.each([
    ['Arabic', 'مقاعد في قارب متخيل إلى جزيرة متخيلة'],
    ['Persian', 'صندلی در یک قایق خیالی'],
    ['Amharic', 'በምናባዊ ጀልባ ላይ ቦታዎች አሉ'],
    ['Thai', 'ที่นั่งบนเรือสมมติ'],
    ['Hindi', 'काल्पनिक नाव पर सीटें'],
    ['Russian', 'места в вымышленной лодке'],
  ])('draws %s without a missing glyph', async (_, text) => {
    if (missing !== undefined) return;
    expect(await missingGlyphs(page, clustersOf(text), 400)).toEqual([]);
  });

  it('would be seen to miss a glyph', async (context) => {
    if (missing !== undefined) context.skip('no Chromium on this machine');
    expect(await missingGlyphs(page, ['a', '\u{10fffd}'], 400)).toEqual(['\u{10fffd}']);
  });
});

describe('a web font', () => {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans/package.json')),
    'files',
  );

  it('is unpacked table by table, each with the checksum that the file says', () => {
    const name = readdirSync(folder).find((file) => file.endsWith('-greek-400-normal.woff')) ?? '';
    const font = unpackWebFont(readFileSync(join(folder, name)));
    const count = font.readUInt16BE(4);
    expect(count).toBeGreaterThan(8);
    for (let at = 0; at < count; at += 1) {
      const entry = 12 + at * 16;
      const tag = font.toString('latin1', entry, entry + 4);
      const [sum, offset, length] = [4, 8, 12].map((field) => font.readUInt32BE(entry + field)) as [
        number,
        number,
        number,
      ];
      expect([tag, offset % 4]).toEqual([tag, 0]);
      if (tag !== 'head') expect([tag, checksum(font, offset, length)]).toEqual([tag, sum]);
    }
  });

  it('that is none is refused', () => {
    expect(() => unpackWebFont(Buffer.from('no font'))).toThrow('expected a web font');
  });
});

/** Sum of the table's 32-bit words, modulo 2^32 (OpenType, "Calculating checksums"). */
function checksum(font: Buffer, offset: number, length: number): number {
  let sum = 0;
  for (let at = offset; at < offset + Math.ceil(length / 4) * 4; at += 4)
    sum = (sum + font.readUInt32BE(at)) >>> 0;
  return sum;
}
