import type { Kysely } from 'kysely';
import type { Assessment, ScorePosts } from '../../queue/contracts/index.ts';
import {
  appendEntry,
  assessmentBody,
  commitmentOf,
  entryInsert,
  type NewEntry,
  treeRoot,
} from '../../queue/log/index.ts';
import { messageOf } from '../../queue/runtime/errors.ts';
import {
  buryLetter,
  extendRetention,
  type FlaggedPost,
  markDead,
  moveToLanes,
  openItems,
  readStaged,
  type Schema,
  type StoredAssessment,
  type StoredText,
} from '../../queue/storage/index.ts';
import { takeRandom } from '../../queue/vault/index.ts';
import type { WorkerContext } from '../context.ts';
import { parseSealedPost } from './stage.ts';

export type ScoreContext = Pick<
  WorkerContext,
  'db' | 'vault' | 'policy' | 'clock' | 'scorer' | 'logger' | 'nudge'
>;

const ACTOR = 'worker:score';
const SALT_BYTES = 16;

interface Scored {
  readonly assessment: StoredAssessment;
  readonly flagged: FlaggedPost | undefined;
}

interface Broken {
  readonly postId: string;
  readonly message: string;
}

/**
 * Scores the posts of a job that still wait, and moves each to its lane, in one transaction with the one entry that
 * commits to all of their assessments. Runs that overlap do the work once: who comes second is refused by the records,
 * and its retry finds nothing staged.
 */
export async function handleScorePosts(context: ScoreContext, job: ScorePosts): Promise<void> {
  const staged = await readStaged(context.db, job.postIds);
  if (staged.length === 0) return;
  const scored: Scored[] = [];
  const broken: Broken[] = [];
  for (const post of staged) {
    try {
      scored.push(scoreOne(context, post));
    } catch (error) {
      // One post that cannot be opened or assessed never takes the other ninety-nine with it.
      broken.push({ postId: post.id, message: messageOf(error) });
    }
  }
  if (scored.length > 0) await recordScored(context, job.batchId, scored);
  for (const one of broken) {
    await context.db.transaction().execute((tx) => recordBroken(context, tx, job, one));
  }
  context.nudge();
}

function scoreOne({ vault, scorer }: ScoreContext, post: StoredText): Scored {
  const { text } = parseSealedPost(vault.open(post.id, post));
  const assessment: Assessment = scorer.score({ text, language: post.language ?? undefined });
  const body = assessmentBody(assessment);
  const salt = takeRandom(SALT_BYTES);
  const { lane } = assessment;
  return {
    assessment: {
      postId: post.id,
      release: assessment.release,
      lane,
      score: assessment.score,
      language: assessment.language,
      body,
      salt,
      commitment: commitmentOf(salt, body),
    },
    flagged:
      lane === 'none'
        ? undefined
        : {
            postId: post.id,
            lane,
            contentToken: vault.token('content', text.trim()),
            sourceId: post.sourceId,
            language: assessment.language,
          },
  };
}

/** The lanes, the assessments and the entry are one statement; only flagged posts need a transaction around more. */
async function recordScored(
  context: ScoreContext,
  batchId: string,
  scored: readonly Scored[],
): Promise<void> {
  const flagged = scored.flatMap((one) => one.flagged ?? []);
  const now = new Date(context.clock.now());
  const assessments = scored.map((one) => one.assessment);
  const entry = entryInsert(scoredEntry(batchId, assessments, now));
  if (flagged.length === 0) {
    await moveToLanes(context.db, entry, assessments);
    return;
  }
  const eraseAt = new Date(now.getTime() + context.policy.retention.flaggedDays * 86_400_000);
  const postIds = flagged.map((post) => post.postId);
  await context.db.transaction().execute(async (tx) => {
    await moveToLanes(tx, entry, assessments);
    await extendRetention(tx, postIds, eraseAt);
    for (const id of await openItems(tx, flagged, now)) {
      await appendEntry(tx, {
        kind: 'item.opened',
        actor: ACTOR,
        at: now.toISOString(),
        subject: id,
        body: {},
      });
    }
  });
}

function scoredEntry(batchId: string, assessments: readonly StoredAssessment[], now: Date): NewEntry {
  const count = (lane: string) => assessments.filter((one) => one.lane === lane).length;
  return {
    kind: 'posts.scored',
    actor: ACTOR,
    at: now.toISOString(),
    subject: batchId,
    body: {
      root: treeRoot(assessments.map((one) => one.commitment)).toString('hex'),
      release: assessments[0]?.release ?? null,
      none: count('none'),
      review: count('review'),
      protect: count('protect'),
    },
  };
}

async function recordBroken(
  { clock, logger }: ScoreContext,
  tx: Kysely<Schema>,
  job: ScorePosts,
  { postId, message }: Broken,
): Promise<void> {
  const now = new Date(clock.now());
  logger.error({ post: postId, error: message }, 'post cannot be assessed');
  await markDead(tx, postId);
  await buryLetter(
    tx,
    {
      jobName: 'score-posts',
      jobId: `${job.batchId}-${postId}`,
      payload: { postId },
      reason: 'gave-up',
      message,
    },
    now,
  );
  await appendEntry(tx, {
    kind: 'posts.dead',
    actor: ACTOR,
    at: now.toISOString(),
    subject: postId,
    body: { message },
  });
}
