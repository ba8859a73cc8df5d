import { parseArgs } from 'node:util';
import { everyLine } from '../pipeline/sample-posts.ts';
import { drawPhrases, halves, joinPosts, type Sample, seeded } from '../workload.ts';
import { readWords } from './vigie-matcher.ts';

/** The last of these is how many phrases are drawn; the others are the first of them. */
export const SIZES = [1_000, 10_000, 50_000] as const;

/** What every contender works on: the same in each process that draws it from the same file by the same seed. */
export interface Drawn {
  readonly posts: readonly string[];
  /** By post, its words as we read them. */
  readonly words: readonly (readonly string[])[];
  /** Posts ready-normalised, words parted by one space: what others are given. */
  readonly ready: readonly string[];
  readonly phrases: readonly string[];
  /** How many of the phrases this process looks for (`--size`, which the command sets). */
  readonly size: number;
  /** How often a word stands in the other half of the texts. */
  readonly counts: ReadonlyMap<string, number>;
  readonly rounds: number;
  readonly withoutReference: boolean;
}

/** @param args of the command, which hands them on to every contender */
export async function draw(args: readonly string[]): Promise<Drawn> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      file: { type: 'string' },
      posts: { type: 'string', default: '20000' },
      rounds: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
      'without-reference': { type: 'boolean', default: false },
      size: { type: 'string', default: String(SIZES[2]) },
    },
  });
  const samples = (await everyLine(values.file)).map((line) => JSON.parse(line) as Sample);
  const [ours, unseen] = halves(samples);
  const random = seeded(Number(values.seed));
  const posts = joinPosts(ours, Number(values.posts), random);
  const words = posts.map(readWords);
  const phrases = drawPhrases(
    ours.map(({ text }) => readWords(text)),
    SIZES[2],
    random,
  );
  const counts = new Map<string, number>();
  for (const { text } of unseen)
    for (const word of readWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return {
    posts,
    words,
    ready: words.map((list) => list.join(' ')),
    phrases,
    size: Number(values.size),
    counts,
    rounds: Number(values.rounds),
    withoutReference: values['without-reference'],
  };
}
