import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** One file of the faces that come with the program, and what it is for. */
export interface Face {
  /** WOFF2. */
  readonly file: string;
  /** Package and version: what it comes from. */
  readonly origin: string;
  /** First and last code point of each range that it draws. */
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

/** Faces for every script that the rules have words in, and Khmer; the first that has a letter draws it. */
const PACKAGES = [
  '@fontsource/noto-sans',
  '@fontsource/noto-sans-arabic',
  '@fontsource/noto-sans-ethiopic',
  '@fontsource/noto-sans-thai',
  '@fontsource-variable/noto-sans-bengali',
  '@fontsource-variable/noto-sans-gurmukhi',
  '@fontsource-variable/noto-sans-khmer',
  '@fontsource-variable/noto-sans-sinhala',
  '@fontsource-variable/noto-sans-tamil',
  '@fontsource-variable/noto-sans-sc',
  '@fontsource/noto-sans-symbols-2',
  '@fontsource-variable/noto-emoji',
] as const;

/** Each package has these once more; ours come from the first. */
const LATIN = /^latin(-ext)?$/;

/** Every bundled face in regular weight, in the order in which they are asked for a letter. */
export async function bundledFaces(): Promise<Face[]> {
  return (await Promise.all(PACKAGES.map(facesOf))).flat();
}

async function facesOf(name: (typeof PACKAGES)[number], place: number): Promise<Face[]> {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  const folder = dirname(manifest);
  const { version } = (await readJson(manifest)) as { version: string };
  const subsets = (await readJson(join(folder, 'unicode.json'))) as Record<string, string>;
  const [, family = ''] = name.split('/');
  const style = name.startsWith('@fontsource-variable/') ? 'wght-normal' : '400-normal';
  return Object.entries(subsets)
    .filter(([subset]) => place === 0 || !LATIN.test(subset))
    .map(([subset, ranges]) => ({
      // Subsets of a large script have numbers for names, in brackets.
      file: join(folder, 'files', `${family}-${subset.replaceAll(/[[\]]/g, '')}-${style}.woff2`),
      origin: `${name}@${version}`,
      ranges: parseRanges(ranges),
    }));
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}

/** @param text as `unicode-range` of CSS has it, such as `U+0460-052F,U+20B4` */
function parseRanges(text: string): [number, number][] {
  return text.split(',').map((range) => {
    const [first = '', last = first] = range.trim().slice('U+'.length).split('-');
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
  });
}

/** Whether the face is for one of these code points. */
export function draws({ ranges }: Face, codePoints: Iterable<number>): boolean {
  for (const point of codePoints)
    if (ranges.some(([first, last]) => first <= point && point <= last)) return true;
  return false;
}
