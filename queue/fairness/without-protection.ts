import type { GroupFigures, MissedOffers } from '../contracts/fairness.ts';
import type { Material } from './figures.ts';
import { isDecided } from './flagged.ts';

const NOTHING = { n: 0, hits: 0, share: null, interval: null };

/**
 * What is left to count for who works towards enforcement (PRO-09). Items of the protection lane are taken out before anything is
 * counted: with their share alone left out they would be what the other shares lack to the whole. So are items that wait: each one
 * that is handed over would be seen to go. Of items that had come to an end `readReviewed` says how they stood.
 */
export function withoutProtection({ items, posts }: Material): Material {
  return {
    items: items.filter((item) => isDecided(item) && item.lane === 'review' && item.ending !== 'protect'),
    posts: posts.filter(({ lane }) => lane !== 'protect'),
  };
}

/** Figures that do not say either that nobody was at risk. */
export function withoutLeakage(groups: readonly GroupFigures[]): GroupFigures[] {
  return groups.map(({ pooled, differences, bySource, ...group }) => ({
    ...group,
    pooled: { ...pooled, leakage: NOTHING },
    differences: { ...differences, leakage: { pooled: null, conditioned: null } },
    bySource: bySource.map(({ sourceId, measures }) => ({
      sourceId,
      measures: { ...measures, leakage: NOTHING },
    })),
  }));
}

/** What the sample says of offers alone. */
export function withoutAtRisk<T extends MissedOffers>(missed: readonly T[]): T[] {
  return missed.map((one) => ({ ...one, atRisk: 0, missedAtRisk: null }));
}
