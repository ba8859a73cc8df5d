import type { Kysely } from 'kysely';
import type { StatusReport } from '../contracts/status.ts';
import { logHead } from '../log/sequencer.ts';
import type { Schema } from './schema.ts';
import { readTallies } from './tallies.ts';

/** Counts from the beginning; no post or item is read for it. */
export async function readStatus(db: Kysely<Schema>): Promise<StatusReport> {
  const [tallies, head] = await Promise.all([readTallies(db), logHead(db)]);
  const of = (name: string) => tallies.get(name) ?? 0;
  const posts = {
    staged: of('posts.staged'),
    none: of('posts.none'),
    review: of('posts.review'),
    protect: of('posts.protect'),
    dead: of('posts.dead'),
  };
  return {
    posts: { total: Object.values(posts).reduce((sum, count) => sum + count, 0), ...posts },
    items: { open: of('items.open'), decided: of('items.decided') },
    log: { size: head.size, root: head.size > 0 ? head.root.toString('hex') : null },
  };
}
