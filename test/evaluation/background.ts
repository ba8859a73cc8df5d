import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import type { Scorer } from '../../rules/index.ts';

const Line = z.object({ lang: z.string(), text: z.string() });

export interface BackgroundCount {
  posts: number;
  review: number;
  protect: number;
}

/** Scores real harmless posts: NDJSON, gzipped or not, one `{"lang", "text"}` per line. */
export async function scoreBackground(
  file: string,
  scorer: Scorer,
): Promise<ReadonlyMap<string, BackgroundCount>> {
  const raw = createReadStream(file);
  const input = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  const counts = new Map<string, BackgroundCount>();
  for await (const line of createInterface({ input })) {
    const { lang, text } = Line.parse(JSON.parse(line));
    const count = counts.get(lang) ?? { posts: 0, review: 0, protect: 0 };
    counts.set(lang, count);
    count.posts += 1;
    const { lane } = scorer.score({ text });
    if (lane !== 'none') count[lane] += 1;
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
