import type { Kysely } from 'kysely';
import { type Actor, Assessment, type LogPurpose, SealedPost } from '../contracts/index.ts';
import { appendEntry, assessmentBody, commitmentOf } from '../log/index.ts';
import { AppError } from '../runtime/errors.ts';
import { readForReplay, readItemFacts, type Schema } from '../storage/index.ts';
import type { Vault } from '../vault/index.ts';
import { differenceOf } from './compare.ts';
import type { Replay } from './port.ts';

/** A text as it was scored, with what its source said of its language. */
interface ReplayedPost {
  readonly text: string;
  readonly language: string | undefined;
}

/** Makes assessments again. */
export interface Replayer {
  /**
   * With a release that was in force once, and the rules that were switched off at the time. Languages in shadow need not be told:
   * they change nothing of a post that was flagged.
   * @returns `not-kept` where that release is not kept, `unreadable` where this version of the program cannot read its packs
   */
  withRelease(
    post: ReplayedPost,
    release: string,
    holds: readonly string[],
  ): Promise<Assessment | 'not-kept' | 'unreadable'>;
  /** With the rules in force, but those that are switched off. */
  withToday(post: ReplayedPost): Promise<Assessment>;
}

/** @throws AppError `item.not-found` */
export async function replayItem(
  { db, vault, replayer }: { db: Kysely<Schema>; vault: Vault; replayer: Replayer },
  actor: Actor,
  itemId: string,
  purpose: LogPurpose,
  now: Date,
): Promise<Replay> {
  const opened = await db.transaction().execute(async (tx) => {
    const facts = await readItemFacts(tx, itemId);
    if (facts?.assessment == null) throw noSuchAssessment(itemId);
    const stored = await readForReplay(tx, facts.postId);
    await appendEntry(tx, {
      kind: 'item.replayed',
      actor: actor.id,
      at: now,
      subject: itemId,
      body: { purpose, release: facts.assessment.release, hasText: stored !== undefined },
    });
    const sealed = stored && SealedPost.parse(JSON.parse(vault.open(facts.postId, stored)));
    const post = sealed && { text: sealed.text, language: stored?.language ?? undefined };
    return { text: facts.text, assessment: facts.assessment, post };
  });
  const { text, assessment, post } = opened;
  const { release, commitment, index, body, salt } = assessment;
  const stored = body === null ? null : Assessment.parse(JSON.parse(body));
  const frame = {
    text,
    release,
    // What was committed to goes before what lies beside it.
    holds: stored?.holds ?? assessment.holds,
    commitment,
    index,
    isCommitted:
      body === null || salt === null ? null : commitmentOf(salt, body).toString('hex') === commitment,
  };
  if (post === undefined || stored === null)
    return { ...frame, verdict: 'erased', difference: null, today: null };
  const today = await replayer.withToday(post);
  const { holds } = today;
  const rest = {
    ...frame,
    today: { release: today.release, holds, difference: differenceOf(stored, today) },
  };
  if (release === null) return { ...rest, verdict: 'unsigned', difference: null };
  const again = await replayer.withRelease(post, release, stored.holds);
  if (typeof again === 'string') return { ...rest, verdict: again, difference: null };
  const isSame = assessmentBody(again) === body;
  return { ...rest, verdict: isSame ? 'same' : 'differs', difference: differenceOf(stored, again) };
}

function noSuchAssessment(id: string): AppError {
  return new AppError('item.not-found', `expected an item with an assessment, found none with id ${id}`, {
    id,
  });
}
