import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { parse } from 'yaml';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';

const PACKS = join(projectRoot(), 'rules', 'packs');
/** Drawn as a code, or not at all; a joiner inside an emoji has letters around it. */
const NOT_DRAWN = /^[\p{White_Space}\p{Cc}\p{Cf}\p{Variation_Selector}]+$/u;
/** Written at the end of many Persian words, where it belongs to the letter before; alone it would be shown as a code. */
const END_JOINERS = /\p{Cf}+$/u;

/** Every word that the rules know and every example of them, by the folder of the packs (a language, or `shared`). */
export function packTexts(): ReadonlyMap<string, string> {
  const folders = readdirSync(PACKS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return new Map(folders.map(({ name }) => [name, textsOf(join(PACKS, name))]));
}

function textsOf(folder: string): string {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yml'));
  return files
    .map((name) => stringsIn(parse(readFileSync(join(folder, name), 'utf8'))).join('\n'))
    .join('\n');
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

/** The text's characters as a reader counts them, each once. Line by line: over megabytes at once, all segments stay alive. */
export function clustersOf(text: string): string[] {
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const clusters = new Set<string>();
  for (const line of new Set(text.split('\n')))
    for (const { segment } of segmenter.segment(line)) clusters.add(segment.replace(END_JOINERS, ''));
  return [...clusters].filter((cluster) => cluster !== '' && !NOT_DRAWN.test(cluster));
}

/** Runs in the page: see `missingGlyphs`. */
const FIND_MISSING = `async ({ clusters, weight }) => {
  const canvas = document.createElement('canvas');
  canvas.width = 64;
  canvas.height = 48;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const drawn = (text, font) => {
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.font = font;
    context.fillText(text, 8, 32);
    return canvas.toDataURL();
  };
  const font = weight + ' 20px ' + getComputedStyle(document.body).fontFamily;
  await document.fonts.load(font, clusters.join(''));
  await document.fonts.ready;
  const files = performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.woff2'));
  const boxes = new Set([drawn('', font), drawn('\\u{10fff0}', font)]);
  for (const [at, file] of [...new Set(files)].entries()) {
    const face = new FontFace('probe-' + at, 'url(' + file + ')', { weight });
    document.fonts.add(await face.load());
    boxes.add(drawn('\\u{10fff0}', weight + ' 20px probe-' + at));
    document.fonts.delete(face);
  }
  return clusters.filter((cluster) => boxes.has(drawn(cluster, font)));
}`;

/**
 * The clusters that the page draws as a box or as nothing. Each font has its own box: what it draws for a character of
 * the private use area, which no font here has.
 */
export async function missingGlyphs(
  page: Page,
  clusters: readonly string[],
  weight: number,
): Promise<string[]> {
  return page.evaluate<string[]>(`(${FIND_MISSING})(${JSON.stringify({ clusters, weight })})`);
}

export interface UsedFont {
  readonly familyName: string;
  readonly isCustomFont: boolean;
}

/** The fonts that really draw the element's text, as the browser's own inspector tells. */
export async function fontsOf(page: Page, selector: string): Promise<UsedFont[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
  await session.detach();
  return fonts;
}
