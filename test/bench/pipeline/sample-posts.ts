import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/**
 * NDJSON lines to measure with: the first `count` of a file, or made-up ones of the length of real posts
 * (about 170 to 300 UTF-16 units) in several scripts.
 */
export async function sampleLines(count: number, file: string | undefined): Promise<string[]> {
  if (file !== undefined) return readLines(file, count);
  return Array.from({ length: count }, (_, at) => madeUpLine(at));
}

/**
 * Every line of a file, for measurements that made-up posts are too much alike for.
 * @throws Error when no file is named
 */
export async function everyLine(file: string | undefined): Promise<string[]> {
  if (file === undefined) {
    throw new Error(
      'expected --file POSTS.ndjson[.gz] with one {"text": …} a line: made-up posts are too much alike',
    );
  }
  return readLines(file, Number.POSITIVE_INFINITY);
}

async function readLines(file: string, count: number): Promise<string[]> {
  const stream = createReadStream(file);
  const lines: string[] = [];
  const input = file.endsWith('.gz') ? stream.pipe(createGunzip()) : stream;
  for await (const line of createInterface({ input })) {
    if (line.trim() !== '') lines.push(line);
    if (lines.length >= count) break;
  }
  return lines;
}

const SENTENCES = [
  ['en', 'The market by the harbour opens at nine and closes when the last boat has been unloaded.'],
  ['fr', 'Le marché du port ouvre à neuf heures et ferme quand le dernier bateau est déchargé.'],
  ['es', 'El mercado del puerto abre a las nueve y cierra cuando se descarga el último barco.'],
  ['tr', 'Limandaki pazar saat dokuzda açılır ve son tekne boşaltılınca kapanır.'],
  ['ru', 'Рынок в порту открывается в девять и закрывается, когда разгружают последнюю лодку.'],
  ['ar', 'يفتح سوق الميناء في التاسعة ويغلق عندما يتم تفريغ آخر قارب.'],
  ['fa', 'بازار بندر ساعت نه باز می‌شود و با تخلیه آخرین قایق بسته می‌شود.'],
  ['am', 'የወደቡ ገበያ በዘጠኝ ሰዓት ይከፈታል፤ የመጨረሻው ጀልባ ሲራገፍ ይዘጋል።'],
] as const;

function madeUpLine(at: number): string {
  const [lang, sentence] = SENTENCES[at % SENTENCES.length] ?? SENTENCES[0];
  const times = 2 + (at % 3);
  const text = `${Array.from({ length: times }, () => sentence).join(' ')} (${at})`;
  return JSON.stringify({ id: `sample-${at}`, lang, text });
}
