import { type Kysely, type RawBuilder, sql } from 'kysely';
import {
  BackfillSource,
  CaptureItem,
  CollectSource,
  LookAgain,
  ScorePosts,
  SendAlert,
} from '../contracts/job.ts';
import type { JobRequest } from '../jobs/definition.ts';
import {
  backfillSource,
  captureItem,
  collectSource,
  JOBS,
  lookAgain,
  scorePosts,
  scorePostsRequest,
  sendAlert,
} from '../jobs/index.ts';
import { appendEntry } from '../log/append.ts';
import { dropLetters, type KeptLetter, lockLetter, subjectsOf } from '../storage/dead-letters.ts';
import { insertOutbox, takeBack } from '../storage/posts.ts';
import { readHighWater } from '../storage/retention.ts';
import { isRoundOver } from '../storage/rounds.ts';
import type { Schema } from '../storage/schema.ts';
import { readProgress } from '../storage/source-progress.ts';
import { refuseWhileStopped } from '../storage/stops.ts';

export interface Replayed {
  readonly id: number;
  /** Why the letter stays; `null` where its work was put back. */
  readonly stays: string | null;
}

/**
 * Puts the work of a dead letter back into the queue and forgets the letter, with its entry, in one transaction: of two at
 * once one finds it gone. A post that was given up waits again. Where nothing is left to be worked on, the letter stays.
 * @returns `undefined` where there is no such letter, or none any more
 * @throws AppError `work.stopped` where a stop holds for this kind of work
 */
export function replayLetter(
  db: Kysely<Schema>,
  id: number,
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<Replayed | undefined> {
  return db.transaction().execute(async (tx) => {
    const letter = await lockLetter(tx, id);
    if (letter === undefined) return undefined;
    if (JOBS[letter.jobName]?.restsWhileStopped === true) await refuseWhileStopped(tx);
    const { request, stays, letters } = await workOf(tx, letter, now);
    if (request === null) return { id, stays };
    await insertOutbox(tx, [request]);
    await dropLetters(tx, letter.jobName, letters);
    await appendEntry(tx, {
      kind: 'queue.replayed',
      actor,
      at: now,
      subject: request.id,
      body: { job: letter.jobName, reason: letter.reason, diedAt: letter.diedAt.toISOString() },
    });
    return { id, stays: null };
  });
}

interface Work {
  /** `null` where there is none any more. */
  readonly request: JobRequest | null;
  /** Why not. */
  readonly stays: string | null;
  /** Ids of the jobs whose letters are over with it. */
  readonly letters: readonly string[];
}

function stay(stays: string): Work {
  return { request: null, stays, letters: [] };
}

const UNKNOWN_SHAPE = 'this version does not know its shape';

async function workOf(tx: Kysely<Schema>, letter: KeptLetter, now: Date): Promise<Work> {
  const job = JOBS[letter.jobName];
  if (job === undefined)
    return stay('no kind of job is called so; where it is tried again, that is done by itself');
  if (job.name === scorePosts.name) return scoringOf(tx, letter, now);
  const payload = job.payload.safeParse(letter.payload);
  if (!payload.success) return stay(UNKNOWN_SHAPE);
  const over = await SUBJECTS[job.name]?.(tx, payload.data);
  if (typeof over === 'string') return stay(over);
  const request = { job, id: letter.jobId, payload: payload.data };
  return { request, stays: null, letters: [letter.jobId] };
}

/**
 * A post that was given up alone waits again. The posts of a whole job never ceased to wait; those of them that were given up
 * since have a letter of their own, which brings them back.
 */
async function scoringOf(tx: Kysely<Schema>, { jobId, payload }: KeptLetter, now: Date): Promise<Work> {
  const { postIds } = subjectsOf(payload);
  const [first, ...others] = postIds;
  if (first === undefined) return stay(UNKNOWN_SHAPE);
  const until = await readHighWater(tx, now);
  if (others.length === 0) {
    const waiting = await takeBack(tx, [first], { alsoDead: true, now: until });
    if (waiting.length === 0) return stay('its text is gone, or it has its lane');
    const request = scorePostsRequest(first, [first]);
    return { request, stays: null, letters: [jobId, first, request.id] };
  }
  const whole = ScorePosts.safeParse(payload);
  if (!whole.success) return stay(UNKNOWN_SHAPE);
  const waiting = await takeBack(tx, postIds, { alsoDead: false, now: until });
  if (waiting.length === 0) return stay('none of its posts waits any more');
  return { request: scorePostsRequest(whole.data.batchId, waiting), stays: null, letters: [jobId] };
}

/** Why there is nothing to be done any more, by kind of job; of the others there always is. */
type Over = (tx: Kysely<Schema>, payload: unknown) => Promise<string | null>;

const SUBJECTS: Readonly<Record<string, Over>> = {
  async [collectSource.name](tx, payload) {
    const { sourceId, round } = CollectSource.parse(payload);
    const { lastRound } = await readProgress(tx, sourceId);
    return lastRound >= round ? 'that round is over, and the next comes by itself' : null;
  },
  async [backfillSource.name](tx, payload) {
    const { sourceId, round } = BackfillSource.parse(payload);
    const { backfill } = await readProgress(tx, sourceId);
    const isOver = await isRoundOver(tx, { sourceId, kind: 'backfill', round });
    return isOver || backfill === null ? 'that round is over, or no older pages are left to read' : null;
  },
  async [captureItem.name](tx, payload) {
    const { captureId } = CaptureItem.parse(payload);
    const isWanted = await isThere(tx, sql`vigie.captures where id = ${captureId} and state = 'wanted'`);
    return isWanted ? null : 'that capture is not wanted any more';
  },
  async [lookAgain.name](tx, payload) {
    const { captureId } = LookAgain.parse(payload);
    const isKept = await isThere(
      tx,
      sql`vigie.captures where id = ${captureId} and state = 'captured' and look_at is not null`,
    );
    return isKept ? null : 'that page is not looked at any more';
  },
  async [sendAlert.name](tx, payload) {
    const { alertId, step } = SendAlert.parse(payload);
    const isTheirTurn = await isThere(
      tx,
      sql`vigie.alerts where alert_id = ${alertId} and step = ${step} and acknowledged_at is null`,
    );
    return isTheirTurn ? null : 'that alert is over, or it is the turn of another contact';
  },
};

async function isThere(tx: Kysely<Schema>, rows: RawBuilder<unknown>): Promise<boolean> {
  return (await sql`select from ${rows} limit 1`.execute(tx)).rows.length > 0;
}
