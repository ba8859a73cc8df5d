import type { Kysely } from 'kysely';
import { scorePosts, scorePostsRequest } from '../jobs/score-posts.ts';
import { appendEntry } from '../log/append.ts';
import { exhaustedJobs } from '../storage/dead-letters.ts';
import { insertOutbox, markDead, readUnfinished, type StagedGroup } from '../storage/posts.ts';
import type { Schema } from '../storage/schema.ts';
import { refuseWhileStopped } from '../storage/stops.ts';
import type { JobQueue } from './port.ts';

export interface Reconciled {
  /** Jobs put back. */
  readonly jobs: number;
  /** Posts they name. */
  readonly posts: number;
  /** Posts that wait and whose job the queue's store still knows. */
  readonly pending: number;
  /** Posts given up: each failed every attempt at it alone. */
  readonly quarantined: number;
}

export interface ReconcileOptions {
  readonly actor: string;
  readonly now: Date;
  /** Posts younger than this are left to the relay, ms. */
  readonly minAgeMs: number;
}

const GROUPS_AT_ONCE = 200;

/**
 * Rebuilds the queue from the records, which are the truth: every post that waits for an assessment and whose job the
 * store does not know gets its job back through the outbox. A job that used up its starts comes back as one job a
 * post, so that the one that fails or ends its process is found and the others get their lane. Safe at any time and any number
 * of times: ids are deterministic and the handler scores only what still waits.
 * @throws AppError `work.stopped` when there is work to put back and a stop is in force
 */
export async function reconcile(
  db: Kysely<Schema>,
  queue: JobQueue,
  options: ReconcileOptions,
): Promise<Reconciled> {
  const groups = await readUnfinished(db, new Date(options.now.getTime() - options.minAgeMs));
  const total = { jobs: 0, posts: 0, pending: 0, quarantined: 0 };
  for (let from = 0; from < groups.length; from += GROUPS_AT_ONCE) {
    const part = await sortOut(db, queue, groups.slice(from, from + GROUPS_AT_ONCE));
    total.quarantined += await apply(db, part, options);
    total.jobs += part.lost.length;
    total.posts += part.lost.reduce((sum, request) => sum + request.payload.postIds.length, 0);
    total.pending += part.pending;
  }
  return total;
}

type ScoreRequest = ReturnType<typeof scorePostsRequest>;

interface Sorted {
  readonly lost: readonly ScoreRequest[];
  readonly quarantined: readonly string[];
  readonly pending: number;
}

async function sortOut(db: Kysely<Schema>, queue: JobQueue, groups: readonly StagedGroup[]): Promise<Sorted> {
  const wholes = groups.map((group) => scorePostsRequest(group.batchId, group.postIds));
  const spoiled = await exhaustedJobs(db, idsOf(wholes));
  const requests = wholes.flatMap((whole) => (spoiled.has(whole.id) ? singles(whole) : [whole]));
  const spoiledSingles = await exhaustedJobs(db, idsOf(requests));
  const presence = await queue.presence(scorePosts, idsOf(requests));
  const lost: ScoreRequest[] = [];
  const quarantined: string[] = [];
  const finished: string[] = [];
  let pending = 0;
  for (const request of requests) {
    const state = presence.get(request.id) ?? 'absent';
    if (spoiledSingles.has(request.id)) quarantined.push(...request.payload.postIds);
    else if (state === 'pending') pending += request.payload.postIds.length;
    else lost.push(request);
    // A kept record of a finished job would swallow the new one.
    if (state === 'finished') finished.push(request.id);
  }
  await queue.forget(scorePosts, finished);
  return { lost, quarantined, pending };
}

/** @returns how many posts were given up: those that still waited */
async function apply(
  db: Kysely<Schema>,
  { lost, quarantined: spoiled }: Sorted,
  options: ReconcileOptions,
): Promise<number> {
  if (lost.length + spoiled.length === 0) return 0;
  const { actor, now: at } = options;
  const posts = lost.reduce((sum, request) => sum + request.payload.postIds.length, 0);
  return await db.transaction().execute(async (tx) => {
    await refuseWhileStopped(tx);
    await insertOutbox(tx, lost);
    let quarantined = 0;
    for (const id of spoiled) {
      if (!(await markDead(tx, id))) continue;
      quarantined += 1;
      const body = { message: 'every attempt at this post alone failed' };
      await appendEntry(tx, { kind: 'posts.dead', actor, at, subject: id, body });
    }
    if (lost.length + quarantined === 0) return 0;
    const body = { jobs: lost.length, posts, quarantined };
    await appendEntry(tx, {
      kind: 'queue.reconciled',
      actor,
      at,
      subject: scorePosts.name,
      body,
    });
    return quarantined;
  });
}

function singles(whole: ScoreRequest): ScoreRequest[] {
  return whole.payload.postIds.map((id) => scorePostsRequest(id, [id]));
}

function idsOf(requests: readonly ScoreRequest[]): string[] {
  return requests.map((request) => request.id);
}
