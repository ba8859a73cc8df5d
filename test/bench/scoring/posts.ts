import { parseArgs } from 'node:util';
import { loadPacks, type Pack, shippedPacksDir } from '../../../rules/index.ts';
import { everyLine } from '../pipeline/sample-posts.ts';
import { halves } from '../workload.ts';

/** Whoever takes milliseconds a post is timed, and compared, on one post of so many. */
const SLOW_SHARE = 10;

/**
 * What every contender reads: lines of posts of one half of the file, spread over all of it, since it may be in order of language. On the
 * other half the bounds were set of what contenders must find alike.
 */
export interface Posts {
  readonly lines: readonly Buffer[];
  readonly rounds: number;
}

/** @param args of the command, which hands them on to every contender */
export async function readPosts(args: readonly string[]): Promise<Posts> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      file: { type: 'string' },
      posts: { type: 'string', default: '10000' },
      rounds: { type: 'string', default: '20' },
    },
  });
  const [, all] = halves(await everyLine(values.file));
  const step = Math.max(1, Math.floor(all.length / Number(values.posts)));
  const lines = all.filter((_, at) => at % step === 0).slice(0, Number(values.posts));
  return { lines: lines.map((line) => Buffer.from(line)), rounds: Number(values.rounds) };
}

export function fewPosts<T>(posts: readonly T[]): readonly T[] {
  return posts.filter((_, at) => at % SLOW_SHARE === 0);
}

export function parsePost(line: Buffer): { readonly text: string } {
  return JSON.parse(line.toString()) as { text: string };
}

/** What every contender looks for. */
export async function shippedPacks(): Promise<readonly Pack[]> {
  const loaded = await loadPacks(shippedPacksDir());
  if (loaded.ok) return loaded.packs;
  throw new Error('expected the shipped packs to load');
}
