import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../dashboard/web/messages/index.ts';
import { assessmentOf, DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { WEB } from './support/dashboard-server.ts';

const KIB = 1024;
function scripts(): string[] {
  return readdirSync(join(WEB, 'assets')).filter((name) => name.endsWith('.js'));
}

function isWords(name: string): boolean {
  return new RegExp(`^(?:[a-z]+-)?(?:${Object.keys(LOCALES).join('|')})-`).test(name);
}

/** The script that the page names, and what it imports before it runs; what is imported in brackets comes later. */
function firstLoad(): string[] {
  const page = readFileSync(join(WEB, 'index.html'), 'utf8');
  const found = new Set([...page.matchAll(/assets\/([^"]+\.js)/g)].map(([, name = '']) => name));
  for (const name of found) {
    const text = readFileSync(join(WEB, 'assets', name), 'utf8');
    for (const [, imported = ''] of text.matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)) found.add(imported);
  }
  return [...found];
}

/** Of the files whose names match, and that there is at least one. */
function gzippedSize(names: RegExp): number {
  const folder = join(WEB, 'assets');
  const files = readdirSync(folder).filter((name) => names.test(name));
  expect(files.length).toBeGreaterThan(0);
  return files.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
}

describe('the built interface', () => {
  it('stays within 40 KiB of script at first load, in the longest language, and 12 KiB of style, gzipped', () => {
    const words = Object.keys(LOCALES).map((id) => gzippedSize(new RegExp(`^${id}-.*\\.js$`)));
    const first = firstLoad();
    const sizeOf = (names: readonly string[]) =>
      names.reduce((sum, name) => sum + gzippedSize(new RegExp(`^${name}$`)), 0);
    expect(sizeOf(first) + Math.max(...words)).toBeLessThanOrEqual(40 * KIB);
    // What comes later is small, too, page by page and with its words: nobody's roles open all pages.
    const later = scripts().filter((name) => !first.includes(name) && !isWords(name));
    expect(Math.max(...later.map((name) => sizeOf([name])))).toBeLessThanOrEqual(6 * KIB);
    expect(sizeOf(later)).toBeLessThanOrEqual(80 * KIB);
    const tables = scripts().filter((name) => isWords(name) && !/^[a-z]{2}-/.test(name));
    expect(Math.max(...tables.map((name) => sizeOf([name])))).toBeLessThanOrEqual(6 * KIB);
    // Every sheet but those that are loaded for a post that needs them; the page itself names one.
    expect(gzippedSize(/^(?!fonts-(emoji|han)-).*\.css$/)).toBeLessThanOrEqual(12 * KIB);
    expect(readFileSync(join(WEB, 'index.html'), 'utf8').match(/rel="stylesheet"/g)).toHaveLength(1);
  });

  it('adds at most 4 KiB of style for a post with emoji and 40 KiB for one in Chinese, gzipped', () => {
    expect(gzippedSize(/^fonts-emoji-.*\.css$/)).toBeLessThanOrEqual(4 * KIB);
    expect(gzippedSize(/^fonts-han-.*\.css$/)).toBeLessThanOrEqual(40 * KIB);
  });

  it('is at most 8 MiB with all its fonts, as woff2 only', () => {
    const folder = join(WEB, 'assets');
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(8 * KIB * KIB);
    expect(readdirSync(folder).filter((name) => !/\.(css|js|svg|woff2)$/.test(name))).toEqual([]);
  });

  it('holds no inline script or style, no data address and no other origin', () => {
    const page = readFileSync(join(WEB, 'index.html'), 'utf8');
    expect(page).not.toMatch(/<style|style=|<script(?![^>]*src=)|\son\w+=|data:|https?:/);
    const folder = join(WEB, 'assets');
    for (const name of readdirSync(folder).filter((file) => /\.(css|js)$/.test(file))) {
      const text = readFileSync(join(folder, name), 'utf8');
      // What begins with # is a part of the page itself, such as an arrow's head.
      expect(text.match(/url\((?!\/assets\/|#)[^)]*\)/g), name).toBeNull();
      expect(text.match(/https?:\/\/(?!www\.w3\.org)[^"'\s)]+/g) ?? [], name).toEqual([]);
      expect(/\bzod\b|fileName:/i.test(text), name).toBe(false);
    }
  });
});

describe('fonts', () => {
  const dashboard = useDashboard();

  it('are loaded for the scripts on the page and no others', async () => {
    const { page, url } = await dashboard.open();
    const fonts: string[] = [];
    page.on('request', (request) => {
      const name = /assets\/([a-z-]+)-\d+-normal/.exec(request.url())?.[1];
      if (name !== undefined) fonts.push(name);
    });
    await page.goto(`${url}/status`);
    await page.waitForSelector('.card');
    await page.evaluate('document.fonts.ready');
    // The language switch names Arabic in Arabic.
    expect(new Set(fonts)).toEqual(new Set(['noto-sans-latin', 'noto-sans-arabic-arabic']));
  });

  it.each([
    ['am', 'እባካችሁ እርዱን', 'noto-sans-ethiopic-ethiopic'],
    ['ru', 'перевезём через границу', 'noto-sans-cyrillic'],
    ['ur', 'ہم آپ کو لے جائیں گے', 'noto-sans-arabic-arabic'],
    ['tr', 'karşıya geçiş, sağlam iş', 'noto-sans-latin-ext'],
    ['hi', 'हम ले जाएंगे', 'noto-sans-devanagari'],
    ['bn', 'আমরা নিয়ে যাই', 'noto-sans-bengali-bengali'],
    ['vi', 'đưa người vượt biên', 'noto-sans-vietnamese'],
    ['zh', '我们带你出境', 'noto-sans-sc-\\d+'],
    ['en', '🚤 tonight', 'noto-emoji-\\d+'],
  ])('come with the interface for posts in %s, also in bold quotes', async (language, text, font) => {
    const [seed] = DEMO_ITEMS;
    if (seed === undefined) throw new Error('expected a demo item');
    const assessment = assessmentOf(text, language, {
      signals: [[text.slice(0, 6), `${language}.route.x`, 2]],
    });
    const item = { ...seed, id: 'one', text, language, assessment };
    const { page, url } = await dashboard.open({ dashboard: { items: [item] } });
    const file = new RegExp(`/${font}-(400|wght)-normal`);
    const loaded = page.waitForResponse((response) => file.test(response.url()));
    await page.goto(`${url}/review/one`);
    expect((await loaded).ok()).toBe(true);
  });
});
