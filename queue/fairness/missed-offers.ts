import type { Estimate, MissedOffers } from '../contracts/fairness.ts';
import type { SampledShares } from '../contracts/sealed-batch.ts';
import type { FlaggedItem } from './flagged.ts';
import { wilson } from './intervals.ts';

/** What was said of samples that were drawn at one share. */
export interface SampleResult {
  readonly answer: 'offer' | 'not_offer' | 'protect' | 'unresolved' | 'unjudged';
  /** How likely each was to be drawn. */
  readonly share: number;
  readonly samples: number;
}

/** What came of the posts that were flagged for review; posts and not items, as what was missed is counted in posts. */
export interface Found {
  readonly offers: number;
  readonly notOffers: number;
}

/** The posts of items that ended as offers and as no offers. */
export function foundAmong(items: readonly Pick<FlaggedItem, 'ending' | 'posts'>[]): Found {
  const ended = (ending: FlaggedItem['ending']) =>
    items.filter((item) => item.ending === ending).reduce((sum, { posts }) => sum + posts, 0);
  return { offers: ended('offer'), notOffers: ended('not_offer') };
}

/**
 * What the rules missed, from posts that were drawn with known chances. Each stands for one over its chance (Horvitz and
 * Thompson, as a ratio after Hájek); the interval is Wilson's on the effective size after Kish, which for one chance is the
 * number that were judged. Those that nobody judged are taken to be like the others.
 */
export function estimateMissed(
  results: readonly SampleResult[],
  unflagged: number,
  found: Found,
): MissedOffers {
  const judged = results.filter(({ answer }) => answer !== 'unjudged');
  const count = (some: readonly SampleResult[]) => some.reduce((sum, { samples }) => sum + samples, 0);
  const saying = (answer: SampleResult['answer']) => judged.filter((one) => one.answer === answer);
  const missed = estimate(judged, 'offer', unflagged);
  return {
    sampled: count(results),
    unjudged: count(results) - count(judged),
    offers: count(saying('offer')),
    atRisk: count(saying('protect')),
    unflagged,
    missed,
    missedAtRisk: estimate(judged, 'protect', unflagged),
    recall: missed === null ? null : recallOf(found.offers, missed),
    falsePositiveRate: missed === null ? null : ratio(found.notOffers, unflagged - missed.posts),
  };
}

function estimate(
  judged: readonly SampleResult[],
  answer: SampleResult['answer'],
  unflagged: number,
): Estimate | null {
  let [all, squares, hits] = [0, 0, 0];
  for (const { share, samples, answer: said } of judged) {
    all += samples / share;
    squares += samples / (share * share);
    if (said === answer) hits += samples / share;
  }
  if (all === 0) return null;
  const size = (all * all) / squares;
  const [low, high] = wilson((hits / all) * size, size) ?? [0, 1];
  return { posts: (hits / all) * unflagged, interval: [low * unflagged, high * unflagged] };
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
