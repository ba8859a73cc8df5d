import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { backtest, changesBetween, type ParsedPacks, type ReleaseRecord } from '../../../rules/index.ts';
import { readPosts } from './post-file.ts';
import { scorerOf } from './read-packs.ts';

/** What a first release is compared with. */
export const NOTHING: ParsedPacks = { located: [], faults: [], digest: '' };

export function packsOf({ located }: ParsedPacks) {
  return located.map(({ pack }) => pack);
}

/** What is compared; the packs before are `NOTHING` for a first release. */
interface Compared {
  readonly before: ParsedPacks;
  readonly after: ParsedPacks;
  readonly returnsTo: ReleaseRecord['returnsTo'];
  readonly posts: readonly string[] | undefined;
}

/** What a record says of packs and posts: whoever prepares writes it down, and whoever signs holds the record against it. */
export async function workOut({
  before,
  after,
  returnsTo,
  posts = [],
}: Compared): Promise<Pick<ReleaseRecord, 'changes' | 'measured'>> {
  return {
    // A return that is counted from nothing changes what its release did when it was new, and not every rule.
    changes: [
      ...((before === NOTHING ? returnsTo?.changes : undefined) ??
        changesBetween(packsOf(before), packsOf(after))),
    ],
    measured: await measureOn(posts, before, after),
  };
}

/**
 * What a change does to the posts of each file. All are read before the packs are compiled, once for all of them, so that what is wrong
 * with a file is told at once.
 */
async function measureOn(
  files: readonly string[],
  before: ParsedPacks,
  after: ParsedPacks,
): Promise<ReleaseRecord['measured']> {
  if (files.length === 0) return [];
  const given = await Promise.all(files.map(async (file) => ({ file, posts: await readPosts(file) })));
  const [earlier, later] = [await scorerOf(before), await scorerOf(after)];
  return Promise.all(
    given.map(async ({ file, posts }) => {
      const sha256 = createHash('sha256')
        .update(await readFile(file))
        .digest('hex');
      const result = backtest(earlier, later, posts);
      return { file: basename(file), sha256, posts: result.posts, languages: [...result.languages] };
    }),
  );
}
