import { inflateSync } from 'node:zlib';

/** Names of the fonts that a PDF draws with, wherever they stand in it; a variable face is drawn as Type 3, which has no BaseFont. */
export function fontsOf(pdf: Buffer): string[] {
  const text = pdf.toString('latin1');
  const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)endstream/g)].flatMap(([, body = '']) => {
    try {
      return [inflateSync(Buffer.from(body, 'latin1')).toString('latin1')];
    } catch {
      return [];
    }
  });
  const found = [text, ...streams].flatMap((part) => [...part.matchAll(/\/FontName\s*\/([\w+-]+)/g)]);
  return [...new Set(found.map(([, name = '']) => name.replace(/^[A-Z]{6}\+/, '')))].sort();
}
