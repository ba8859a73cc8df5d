import type { Kysely } from 'kysely';
import type { Actor, SealedPost } from '../contracts/index.ts';
import { hasEndedCall } from '../storage/called-again.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import { isTrainedFor } from './access.ts';
import { needsCallBack } from './call-back.ts';
import { showsCapture } from './captures.ts';
import { readFeedback } from './control-ends.ts';
import { mayDoubt, readDoubts, showsDoubts } from './doubts.ts';
import { openPost, readAssessment } from './item-post.ts';
import { type ItemRow, isUntold, standingOf, stepsOf, summaryOf } from './item-row.ts';
import { holderOf, stepsById } from './machine.ts';
import type { ItemContent, Reveal } from './port.ts';
import { readVersions } from './post-versions.ts';
import { readDecisions } from './read-decisions.ts';
import { readOwnQuestions } from './read-questions.ts';
import { viewingTime } from './viewing-time.ts';

/**
 * What `actor` may see of an item now: the post always while its text exists; score, rules and earlier decisions only
 * once the actor has judged it, or it is closed and nobody can take that back (HUM-02, HUM-06).
 */
export async function readContent(
  db: Kysely<Schema>,
  vault: Vault,
  row: ItemRow,
  actor: Actor,
  now: number,
): Promise<ItemContent> {
  const post = await openPost(db, vault, row);
  const text = post?.sealed.text ?? '';
  const standing = standingOf(row);
  const steps = stepsById(stepsOf(row, actor, now)).filter((step) => isTrainedFor(step, actor, row, now));
  const holder = holderOf(standing, now);
  const isMine = holder === actor.id;
  const isRevealed = mayReveal(row, actor, now);
  const isTold = !isUntold(row, actor, now);
  const versions = await readVersions(db, row, isRevealed);
  const questions = await readOwnQuestions(db, vault, row, actor.id);
  const feedback = row.is_control && row.outcome !== null ? await readFeedback(db, row) : undefined;
  const isSettling =
    (isMine && row.state === 'disputed') || (row.state === 'agreed' && steps.includes('approve'));
  return {
    ...summaryOf(row, actor, now),
    text,
    isCut: post?.sealed.isCut ?? false,
    isErased: post === undefined,
    media: post?.sealed.media ?? [],
    ...threadOf(post?.sealed),
    publishedAt: post?.publishedAt ?? null,
    ...(versions.length === 0 ? {} : { versions }),
    leaseUntil: holder === null ? null : (row.lease_until?.toISOString() ?? null),
    leaseMs: isMine ? (row.lease_until?.getTime() ?? now) - now : null,
    isMine,
    claim: isMine ? row.claim_no : null,
    waitMs: isMine ? viewingLeft(row, text, now) : null,
    steps: post ? steps : steps.filter((step) => step === 'release'),
    ...(row.lane === 'protect' && (await hasEndedCall(db, row.id)) ? { isAnotherCall: true } : {}),
    ...(steps.includes('protect') && (await needsCallBack(db, row)) ? { mayCallBack: true } : {}),
    reveal: isRevealed ? await readReveal(db, vault, row) : null,
    judgments: isSettling ? await readDecisions(db, vault, row) : null,
    ...(questions.length === 0 ? {} : { questions }),
    ...(isTold && showsCapture(row) ? { hasCapture: true } : {}),
    ...(isTold && showsDoubts(row)
      ? { doubts: await readDoubts(db, vault, row), mayDoubt: mayDoubt(actor, row) }
      : {}),
    ...(feedback === undefined ? {} : { control: feedback }),
  };
}

/** How long the post is still to be read before a judgment on it is taken at `now`, ms. */
export function viewingLeft(row: ItemRow, text: string, now: number): number {
  return Math.max(0, (row.claimed_at?.getTime() ?? 0) + viewingTime(text, row.language) - now);
}

/**
 * A judge sees the explanation of what they judged; while somebody else is to judge blindly, nobody new does. Nor while the
 * judgment of a closed item may be taken back: who read its explanation would be free to judge it next.
 */
function mayReveal(row: ItemRow, actor: Actor, now: number): boolean {
  if (row.outcome !== null) return !isUntold(row, actor, now);
  const isAgain = row.state === 'claimed' || row.state === 'waiting';
  return !isAgain && row.judges.includes(actor.id);
}

function threadOf(sealed: SealedPost | undefined): Pick<ItemContent, 'thread'> {
  const thread = sealed?.thread;
  if (thread === undefined) return {};
  return { thread: { title: thread.title ?? null, isAnswer: thread.replyTo !== undefined } };
}

async function readReveal(db: Kysely<Schema>, vault: Vault, row: ItemRow): Promise<Reveal | null> {
  const assessment = await readAssessment(db, row);
  if (assessment === null) return null;
  return { assessment, decisions: await readDecisions(db, vault, row) };
}
