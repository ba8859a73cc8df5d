import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Faces for printing, each with the letters that it is for. A page that is printed anywhere must look the same. */
const FACES: readonly (readonly [file: string, letters: RegExp])[] = [
  ['@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2', /./],
  ['@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2', /[\u0100-\u02ff\u1e00-\u1eff]/],
  [
    '@fontsource/noto-sans/files/noto-sans-vietnamese-400-normal.woff2',
    /[\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]/,
  ],
  ['@fontsource/noto-sans/files/noto-sans-cyrillic-400-normal.woff2', /\p{Script=Cyrillic}/u],
  ['@fontsource/noto-sans/files/noto-sans-cyrillic-ext-400-normal.woff2', /[\u0460-\u052f]/],
  ['@fontsource/noto-sans/files/noto-sans-greek-400-normal.woff2', /\p{Script=Greek}/u],
  ['@fontsource/noto-sans/files/noto-sans-devanagari-400-normal.woff2', /\p{Script=Devanagari}/u],
  ['@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2', /\p{Script=Arabic}/u],
  [
    '@fontsource/noto-sans-ethiopic/files/noto-sans-ethiopic-ethiopic-400-normal.woff2',
    /\p{Script=Ethiopic}/u,
  ],
];

const FAMILY = 'Noto Sans';

/** `@font-face` rules with the faces that a text needs, their files in them; their order decides which draws a letter. */
export async function fontFaces(text: string): Promise<string> {
  const { resolve } = createRequire(import.meta.url);
  const needed = FACES.filter(([, letters]) => letters.test(text));
  const rules = await Promise.all(
    needed.map(async ([file], at) => {
      const bytes = (await readFile(resolve(file))).toString('base64');
      return `@font-face{font-family:"${FAMILY} ${at}";src:url(data:font/woff2;base64,${bytes})}`;
    }),
  );
  const families = needed.map((_, at) => `"${FAMILY} ${at}"`).join(',');
  return `${rules.join('')}body{font-family:${families},sans-serif}`;
}
