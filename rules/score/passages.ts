import type { Signal, Span } from '../assessment.ts';
import type { Category } from '../categories.ts';
import { sentencesOf } from '../text/sentences.ts';
import type { OfferEvidence } from './decide-gate.ts';
import { hearingAround } from './heard-around.ts';
import { within } from './within.ts';

/** Whoever warns or refuses speaks of the whole post. */
const OF_THE_POST: ReadonlySet<Category> = new Set(['warning', 'refusal']);
/** Whoever asks or makes a story of it speaks of what stands near; anybody else of what he tells. */
const OF_WHAT_IS_NEAR: ReadonlySet<Category> = new Set(['seeker', 'fiction']);

/** What an offer is of; a discount, three pieces left and an address are in every trader's mouth. */
const WAYS: ReadonlySet<Category> = new Set(['route', 'transport', 'documents']);
/** A place alone weighs less. */
const LEAST_OF_A_WAY = 2;

/** Sentences in a row, in UTF-16 units of the post, with what speaks for an offer in them and against it. */
export interface Passage extends Span {
  readonly evidence: OfferEvidence;
}

/**
 * The longest runs of sentences that tell of nothing else, name a way, means or papers and ask nothing. An offer that stands complete in one is an
 * offer, whatever the sentences beside it are about: somebody else's harmless post, put in front or behind, hid 38 of 100 read offers, and now 20, most
 * of them behind warnings. Of some 10,000 harmless cases three more are flagged so, of 2,750 unread offers eight, and nobody on the move.
 */
export function passagesOf(evidence: OfferEvidence, post: string): readonly Passage[] {
  const { signals, told, counterSignals } = evidence;
  // Most posts name none, and cutting them into sentences took as long as the gate.
  if (!signals.some(isWay)) return NONE;
  const apart = counterSignals.filter(({ category, weight }) => weight > 0 && !isOfMore(category));
  if (apart.length === 0) return NONE;
  const around = hearingAround(
    counterSignals.filter(({ category }) => isOfMore(category)),
    isOfThePost,
  );
  const questions = counterSignals.filter(({ category, weight }) => category === 'seeker' && weight > 0);
  return runsWithout(apart, post).flatMap((run) => {
    const own = within(run, signals);
    if (!own.some(isWay) || within(run, questions).length > 0) return [];
    return [{ ...run, evidence: { signals: own, told: within(run, told), counterSignals: around(run) } }];
  });
}

const NONE: readonly Passage[] = [];

function isWay({ category, weight }: Signal): boolean {
  return WAYS.has(category) && weight >= LEAST_OF_A_WAY;
}

function isOfThePost(category: Category): boolean {
  return OF_THE_POST.has(category);
}

/** Whether a category speaks of more than its own sentences. */
function isOfMore(category: Category): boolean {
  return OF_THE_POST.has(category) || OF_WHAT_IS_NEAR.has(category);
}

/** The longest runs of sentences in which none of some signals stands. */
function runsWithout(apart: readonly Signal[], post: string): readonly Span[] {
  const runs: Span[] = [];
  let begun: number | null = null;
  let next = 0;
  let reach = 0;
  for (const { start, end } of sentencesOf(post)) {
    for (let one = apart[next]; one !== undefined && one.start < end; one = apart[next]) {
      reach = Math.max(reach, one.end);
      next += 1;
    }
    if (reach <= start) {
      begun ??= start;
      continue;
    }
    if (begun !== null) runs.push({ start: begun, end: start });
    begun = null;
  }
  if (begun !== null) runs.push({ start: begun, end: post.length });
  return runs;
}
