import type { Kysely } from 'kysely';
import { scorePosts, scorePostsRequest } from '../jobs/score-posts.ts';
import { appendEntry } from '../log/append.ts';
import { insertOutbox, readUnfinished, type StagedGroup } from '../storage/posts.ts';
import type { Schema } from '../storage/schema.ts';
import type { JobQueue } from './port.ts';

export interface Reconciled {
  /** Jobs put back. */
  readonly jobs: number;
  /** Posts they name. */
  readonly posts: number;
  /** Posts that wait and whose job the queue's store still knows. */
  readonly pending: number;
}

export interface ReconcileOptions {
  readonly actor: string;
  readonly now: Date;
  /** Posts younger than this are left to the relay, ms. */
  readonly minAgeMs: number;
}

/**
 * Rebuilds the queue from the records, which are the truth: every post that waits for an assessment and whose job the
 * store does not know gets its job back through the outbox. Safe at any time and any number of times: ids are
 * deterministic and the handler scores only what still waits.
 */
export async function reconcile(
  db: Kysely<Schema>,
  queue: JobQueue,
  options: ReconcileOptions,
): Promise<Reconciled> {
  const groups = await readUnfinished(db, new Date(options.now.getTime() - options.minAgeMs));
  const lost: StagedGroup[] = [];
  let pending = 0;
  for (let from = 0; from < groups.length; from += 200) {
    const some = groups.slice(from, from + 200);
    const presence = await queue.presence(
      scorePosts as never,
      some.map((group) => scorePostsRequest(group.batchId, group.postIds).id),
    );
    for (const group of some) {
      const { id } = scorePostsRequest(group.batchId, group.postIds);
      const state = presence.get(id) ?? 'absent';
      if (state === 'pending') pending += group.postIds.length;
      else lost.push(group);
      // A kept record of a finished job would swallow the new one.
      if (state === 'finished') await queue.forget(scorePosts as never, [id]);
    }
  }
  const requests = lost.map((group) => scorePostsRequest(group.batchId, group.postIds));
  const posts = lost.reduce((sum, group) => sum + group.postIds.length, 0);
  if (requests.length > 0) {
    await db.transaction().execute(async (tx) => {
      await insertOutbox(tx, requests);
      await appendEntry(tx, {
        kind: 'queue.reconciled',
        actor: options.actor,
        at: options.now.toISOString(),
        subject: 'score-posts',
        body: { jobs: requests.length, posts },
      });
    });
  }
  return { jobs: requests.length, posts, pending };
}
