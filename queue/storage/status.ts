import { type Kysely, sql } from 'kysely';
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

/** How many posts nobody has scored yet, and when the first of them came; `null` where none waits. */
export async function readWaiting(
  db: Kysely<Schema>,
): Promise<{ readonly count: number; readonly since: Date | null }> {
  const { rows } = await sql<{ count: number; since: Date | null }>`
    select count(*)::int as count, min(collected_at) as since from vigie.posts where status = 'staged'
  `.execute(db);
  return rows[0] ?? { count: 0, since: null };
}
