import { type Kysely, sql } from 'kysely';
import { verifyLog } from '../../queue/log/index.ts';
import { readStatus, type Schema } from '../../queue/storage/index.ts';
import type { Vault } from '../../queue/vault/index.ts';

export interface LaneAudit {
  readonly total: number;
  readonly staged: number;
  readonly dead: number;
  /** Posts without exactly one assessment in the lane that their row names. */
  readonly misplaced: number;
  /** Flagged posts that belong to no item. */
  readonly withoutItem: number;
  readonly logFault: string | null;
}

/** Whether every post ended in exactly one lane, with its assessment, its item and an intact log. */
export async function auditLanes(db: Kysely<Schema>, vault: Vault): Promise<LaneAudit> {
  const { posts } = await readStatus(db);
  const { rows } = await sql<{ misplaced: number; withoutItem: number }>`
    select
      (select count(*) from vigie.posts p left join (
        select post_id, count(*) as times, min(lane) as lane from (
          select post_id, lane from vigie.assessments
          union all select unnest(post_ids), 'none' from vigie.unflagged_assessments
        ) every group by post_id
      ) a on a.post_id = p.id where a.times is distinct from 1 or a.lane <> p.status) as misplaced,
      (select count(*) from vigie.posts p left join vigie.item_members m on m.post_id = p.id
        where p.status in ('review', 'protect') and m.post_id is null) as "withoutItem"
  `.execute(db);
  const { fault } = await verifyLog(db, vault);
  return {
    total: posts.total,
    staged: posts.staged,
    dead: posts.dead,
    misplaced: rows[0]?.misplaced ?? -1,
    withoutItem: rows[0]?.withoutItem ?? -1,
    logFault: fault?.reason ?? null,
  };
}

/** What an audit says when nothing was lost and nothing happened twice. */
export function allInLanes(total: number): LaneAudit {
  return { total, staged: 0, dead: 0, misplaced: 0, withoutItem: 0, logFault: null };
}
