import { readFile } from 'node:fs/promises';
import { bundledFaces, draws } from '../../fonts/bundled-faces.ts';

const FAMILY = 'Noto Sans';

/**
 * `@font-face` rules with the faces that a text needs, their files in them; their order decides which draws a letter. A page
 * that is printed anywhere must look the same.
 */
export async function fontFaces(text: string): Promise<string> {
  // What the document itself says is in Latin letters.
  const points = new Set([...`a${text}`].map((one) => one.codePointAt(0) ?? 0));
  const needed = (await bundledFaces()).filter((face) => draws(face, points));
  const rules = await Promise.all(
    needed.map(async ({ file }, at) => {
      const bytes = (await readFile(file)).toString('base64');
      return `@font-face{font-family:"${FAMILY} ${at}";src:url(data:font/woff2;base64,${bytes})}`;
    }),
  );
  const families = needed.map((_, at) => `"${FAMILY} ${at}"`).join(',');
  return `${rules.join('')}body{font-family:${families},sans-serif}`;
}
