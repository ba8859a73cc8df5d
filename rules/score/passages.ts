import type { Signal, Span } from '../assessment.ts';
import type { Category } from '../categories.ts';
import { firstFrom } from '../text/first-from.ts';
import { sentencesOf } from '../text/sentences.ts';
import { countedOf } from './counted-of.ts';
import type { OfferEvidence } from './decide-gate.ts';
import { EARSHOT } from './earshot.ts';
import { inReadingOrder } from './evidence.ts';

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
  const apart: Signal[] = [];
  const near: Signal[] = [];
  const everywhere: Signal[] = [];
  for (const counter of evidence.counterSignals) {
    if (OF_THE_POST.has(counter.category)) everywhere.push(counter);
    else if (OF_WHAT_IS_NEAR.has(counter.category)) near.push(counter);
    else if (counter.weight > 0) apart.push(counter);
  }
  if (apart.length === 0) return NONE;
  // Each rule once, or many passages beside many warnings cost their square.
  const heard = countedOf(everywhere);
  return runsWithout(apart, post).flatMap((run) => {
    const signals = within(run, evidence.signals);
    if (!signals.some(isWay) || within(run, near).some(isQuestion)) return [];
    const around = { start: run.start - EARSHOT, end: run.end + EARSHOT };
    const counterSignals = [...heard, ...within(around, near)].toSorted(inReadingOrder);
    return [{ ...run, evidence: { signals, told: within(run, evidence.told), counterSignals } }];
  });
}

const NONE: readonly Passage[] = [];

function isWay({ category, weight }: Signal): boolean {
  return WAYS.has(category) && weight >= LEAST_OF_A_WAY;
}

function isQuestion({ category, weight }: Signal): boolean {
  return category === 'seeker' && weight > 0;
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

function within({ start, end }: Span, signals: readonly Signal[]): readonly Signal[] {
  return signals.slice(firstFrom(signals, start), firstFrom(signals, end)).filter((one) => one.end <= end);
}
