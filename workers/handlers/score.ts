import type { Kysely } from 'kysely';
import { PROCESS, type ScorePosts, type SealedBatch } from '../../queue/contracts/index.ts';
import { appendEntry, entryInsert } from '../../queue/log/index.ts';
import {
  buryLetter,
  firstOfMonth,
  insertSamples,
  keepTexts,
  lockBatch,
  markDead,
  moveToLanes,
  namePermalinks,
  noteFlagged,
  openItems,
  readStaged,
  type Schema,
  wantCaptures,
} from '../../queue/storage/index.ts';
import type { WorkerContext } from '../context.ts';
import type { AssessedBatch } from '../scoring/assess-batch.ts';
import { countedPosts, tellErrored } from '../scoring/counted-posts.ts';
import { logOpened, scoredEntry } from './log-opened.ts';
import { keptFrom, sampleDays } from './retention.ts';

export type ScoreContext = Pick<
  WorkerContext,
  'db' | 'vault' | 'policy' | 'clock' | 'scoring' | 'logger' | 'sources' | 'controls' | 'sampling'
>;

const ACTOR = PROCESS.score;

/**
 * Scores the posts of a job that still wait, and moves each to its lane, in one transaction with the one entry that
 * commits to all of their assessments. Runs that overlap do the work once: who comes second is refused by the records,
 * and its retry finds nothing staged.
 */
export async function handleScorePosts(context: ScoreContext, job: ScorePosts): Promise<void> {
  const sampled = await context.sampling?.shares();
  for (const staged of await readStaged(context.db, job.postIds)) {
    await scoreStaged(context, job.batchId, sampled === undefined ? staged : { ...staged, sampled });
  }
}

async function scoreStaged(context: ScoreContext, subject: string, staged: SealedBatch): Promise<void> {
  const batch = await context.scoring.assess(staged);
  tellErrored(context.logger, batch);
  if (batch.broken.length < staged.asked.length) await recordLanes(context, subject, staged, batch);
  for (const { postId, message } of batch.broken) {
    context.logger.error({ post: postId, error: message }, 'post cannot be assessed');
    await context.db.transaction().execute((tx) => recordBroken(context, tx, postId, message));
  }
}

/**
 * The lanes, the assessments, the counters, the entry and the end of the batch's key are one statement; flagged posts, and batches that
 * are assessed in parts, need a transaction around more.
 */
async function recordLanes(
  context: ScoreContext,
  subject: string,
  { batchId, sourceId, holds = [] }: SealedBatch,
  batch: AssessedBatch,
): Promise<void> {
  const now = new Date(context.clock.now());
  // What was staged together is of one source.
  const source = context.sources.get(sourceId);
  const platform = source?.kind ?? 'unknown';
  const counted = countedPosts(batch, { sourceId, platform, isCompared: true }, now);
  const entry = entryInsert(scoredEntry(ACTOR, subject, batch, now));
  const of = { batchId, isWhole: batch.isWhole };
  if (batch.isWhole && batch.flagged.length + batch.samples.length === 0) {
    await moveToLanes(context.db, of, entry, batch.assessments, counted);
    return;
  }
  const kept = keptFrom(now, context.policy, source);
  const plantBeside = batch.flagged.length === 0 ? undefined : await context.controls?.prepare(holds);
  await context.db.transaction().execute(async (tx) => {
    if (!batch.isWhole) await lockBatch(tx, batchId);
    await moveToLanes(tx, of, entry, batch.assessments, counted);
    await keepTexts(tx, batch.texts, kept);
    await namePermalinks(tx, batch.flagged);
    const opened = await openItems(tx, batch.flagged, now, platform);
    const failed = source?.kind === 'import' ? 'import' : null;
    const fresh = [...opened.opened, ...opened.reopened];
    await noteFlagged(tx, batch.facts, fresh, firstOfMonth(now));
    await wantCaptures(tx, [...fresh, ...opened.shownAgain], now, failed);
    await logOpened(tx, context.vault, ACTOR, opened, now, failed);
    await plantBeside?.(tx, batch.flagged, opened, now);
    await insertSamples(tx, sourceId, batch.samples, { now, days: sampleDays(context.policy, source) });
  });
}

/** A run that overlapped may have ended the post meanwhile; what became of it there was told there. */
async function recordBroken(
  { clock }: ScoreContext,
  tx: Kysely<Schema>,
  postId: string,
  message: string,
): Promise<void> {
  const now = new Date(clock.now());
  if (!(await markDead(tx, postId))) return;
  await buryLetter(
    tx,
    { jobName: 'score-posts', jobId: postId, payload: { postId }, reason: 'gave-up', message },
    now,
  );
  await appendEntry(tx, {
    kind: 'posts.dead',
    actor: ACTOR,
    at: now,
    subject: postId,
    body: { message },
  });
}
