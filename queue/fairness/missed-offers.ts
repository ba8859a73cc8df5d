import type { Estimate, MissedOffers } from '../contracts/fairness.ts';
import type { SampledShares } from '../contracts/sealed-batch.ts';
import { wilson } from './intervals.ts';

/** What was said of samples that were drawn at one share. */
export interface SampleResult {
  readonly answer: 'offer' | 'not_offer' | 'protect' | 'unresolved' | 'half_judged' | 'unjudged';
  /** How likely each was to be drawn. */
  readonly share: number;
  readonly samples: number;
}

/** What came of the posts that were flagged for review; posts and not items, as what was missed is counted in posts of the same months. */
export interface Found {
  readonly offers: number;
  readonly notOffers: number;
}

/** Flagged posts of some months, of items that have all ended as this. */
export interface FoundPosts {
  readonly language: string;
  readonly ending: 'offer' | 'not_offer';
  readonly posts: number;
}

/** Those that were offers and those that were none. */
export function foundAmong(found: readonly FoundPosts[]): Found {
  const ended = (ending: FoundPosts['ending']) =>
    found.filter((one) => one.ending === ending).reduce((sum, { posts }) => sum + posts, 0);
  return { offers: ended('offer'), notOffers: ended('not_offer') };
}

/**
 * What the rules missed, from posts that were drawn with known chances. Each stands for one over its chance (Horvitz and
 * Thompson, as a ratio after Hájek); the interval is Wilson's on the effective size after Kish, which for one chance is the
 * number that were judged. Those that nobody judged are taken to be like the others. What one person called an offer is not
 * like the others: it counts as missed, so that recall is never told too high for want of a second reviewer, and the interval
 * reaches from none of them being an offer to all of them.
 */
export function estimateMissed(
  results: readonly SampleResult[],
  unflagged: number,
  found: Found,
): MissedOffers {
  const judged = results.filter(({ answer }) => answer !== 'unjudged');
  const count = (some: readonly SampleResult[]) => some.reduce((sum, { samples }) => sum + samples, 0);
  const saying = (answer: SampleResult['answer']) => judged.filter((one) => one.answer === answer);
  const missed = estimate(judged, unflagged, ['offer'], ['half_judged']);
  return {
    sampled: count(results),
    unjudged: count(results) - count(judged),
    offers: count(saying('offer')),
    halfJudged: count(saying('half_judged')),
    atRisk: count(saying('protect')),
    unflagged,
    missed,
    missedAtRisk: estimate(judged, unflagged, ['protect']),
    recall: missed === null ? null : recallOf(found.offers, missed),
    falsePositiveRate: missed === null ? null : ratio(found.notOffers, unflagged - missed.posts),
  };
}

/** How many gave one of the `sure` answers; those that gave an `open` one may have or not. */
function estimate(
  judged: readonly SampleResult[],
  unflagged: number,
  sure: readonly SampleResult['answer'][],
  open: readonly SampleResult['answer'][] = [],
): Estimate | null {
  let [all, squares, least, most] = [0, 0, 0, 0];
  for (const { share, samples, answer } of judged) {
    const stoodFor = samples / share;
    all += stoodFor;
    squares += stoodFor / share;
    if (sure.includes(answer)) least += stoodFor;
    if (sure.includes(answer) || open.includes(answer)) most += stoodFor;
  }
  if (all === 0) return null;
  const size = (all * all) / squares;
  const intervalOf = (hits: number) => wilson((hits / all) * size, size) ?? [0, 1];
  return {
    posts: (most / all) * unflagged,
    interval: [intervalOf(least)[0] * unflagged, intervalOf(most)[1] * unflagged],
  };
}

function recallOf(found: number, { posts, interval }: Estimate): MissedOffers['recall'] {
  const share = ratio(found, posts);
  if (share === null) return null;
  return { share, interval: [ratio(found, interval[1]) ?? 0, ratio(found, interval[0]) ?? 1] };
}

function ratio(own: number, other: number): number | null {
  return own + other > 0 ? own / (own + other) : null;
}

/** Of languages whose volume is not known yet. */
const UNKNOWN = 0.002;
const LEAST = 0.0002;
const MOST = 0.25;

/**
 * How likely a post of each language is to be drawn, so that about so many come a week.
 * @param weekly posts of each language that nothing flagged, a week
 */
export function sampledShares(weekly: Readonly<Record<string, number>>, target: number): SampledShares {
  const byLanguage = Object.fromEntries(
    Object.entries(weekly).map(([language, posts]) => [
      language,
      Math.min(MOST, Math.max(LEAST, target / Math.max(1, posts))),
    ]),
  );
  return { byLanguage, others: UNKNOWN };
}
