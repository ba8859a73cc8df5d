import type { Lane, Scorer } from '../../rules/index.ts';
import type { Case } from './read-cases.ts';

/** What must end in the protection lane; other cases of people on the move only must not be flagged. */
const AT_RISK = /^pro_(?:distress|medical|missing|minor|extortion)$/;

/** Counts of one language, one functionality or all together. */
export interface Tally {
  offers: number;
  offersFound: number;
  notOffers: number;
  notOffersFlagged: number;
  notOffersProtected: number;
  protects: number;
  protectsFlagged: number;
  atRisk: number;
  atRiskFound: number;
}

export interface Scored extends Case {
  readonly lane: Lane;
}

export function scoreCases(cases: readonly Case[], scorer: Scorer): readonly Scored[] {
  return cases.map((one) => ({ ...one, lane: scorer.score({ text: one.text }).lane }));
}

/** Hiring carriers is peripheral to the definition and counted apart. */
export function isPeripheral({ functionality }: Case): boolean {
  return functionality === 'offer_driver_recruit';
}

export function isAtRisk({ functionality }: Case): boolean {
  return AT_RISK.test(functionality);
}

export function tally(cases: readonly Scored[]): Tally {
  const count = (test: (one: Scored) => boolean) => cases.filter(test).length;
  return {
    offers: count(({ label }) => label === 'offer'),
    offersFound: count(({ label, lane }) => label === 'offer' && lane === 'review'),
    notOffers: count(({ label }) => label === 'not_offer'),
    notOffersFlagged: count(({ label, lane }) => label === 'not_offer' && lane === 'review'),
    notOffersProtected: count(({ label, lane }) => label === 'not_offer' && lane === 'protect'),
    protects: count(({ label }) => label === 'protect'),
    protectsFlagged: count(({ label, lane }) => label === 'protect' && lane === 'review'),
    atRisk: count(isAtRisk),
    atRiskFound: count((one) => isAtRisk(one) && one.lane === 'protect'),
  };
}

export function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const known = groups.get(key(item));
    if (known === undefined) groups.set(key(item), [item]);
    else known.push(item);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}
