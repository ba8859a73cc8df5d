import { type Kysely, sql } from 'kysely';
import type { StatusReport } from '../contracts/status.ts';
import { logHead } from '../log/sequencer.ts';
import { OPEN_ITEM } from './items.ts';
import type { Schema } from './schema.ts';

export async function readStatus(db: Kysely<Schema>): Promise<StatusReport> {
  const [byStatus, items, head] = await Promise.all([
    sql<{
      status: string;
      count: number;
    }>`select status, count(*) as count from vigie.posts group by status`.execute(db),
    sql<{ open: number; decided: number }>`
      select count(*) filter (where ${OPEN_ITEM}) as open,
        count(*) filter (where outcome is not null) as decided from vigie.items
    `.execute(db),
    logHead(db),
  ]);
  const counts = new Map(byStatus.rows.map((row) => [row.status, row.count]));
  const of = (status: string) => counts.get(status) ?? 0;
  const posts = {
    staged: of('staged'),
    none: of('none'),
    review: of('review'),
    protect: of('protect'),
    dead: of('dead'),
  };
  return {
    posts: { total: Object.values(posts).reduce((sum, count) => sum + count, 0), ...posts },
    items: items.rows[0] ?? { open: 0, decided: 0 },
    log: { size: head.size, root: head.size > 0 ? head.hash.toString('hex') : null },
  };
}
