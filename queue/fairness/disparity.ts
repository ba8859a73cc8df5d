import { CONTENT_KINDS, type ContentKind, type Gap } from '../contracts/fairness.ts';
import { type FlaggedItem, groupBy, isDecided } from './flagged.ts';
import { conditionedGap, normalQuantile, type Pair, pooledGap } from './intervals.ts';

/** What may differ between kinds of content by so much only before a rule is put on hold. */
export interface Tolerance {
  /** Of fewer decided items nothing is said, on either side. */
  readonly fewest: number;
  /** Shares, above 0. */
  readonly falseFlagGap: number;
  readonly leakageGap: number;
}

/** A rule that surely flags one kind of content worse than the others. */
export interface Disparity {
  readonly rule: string;
  readonly measure: 'falseFlags' | 'leakage';
  readonly dimension: ContentKind;
  readonly group: string;
  readonly gap: Gap;
  /** Whether sources were kept apart; where none has both kinds they cannot be. */
  readonly isConditioned: boolean;
  readonly cases: Pair;
}

/** How often the interval of one of all comparisons may leave out the truth. */
const RISK = 0.05;
/** Sources are kept apart where this share of the group's items have others of the same source beside them. */
const LEAST_SHARED = 0.5;

interface Comparison extends Omit<Disparity, 'gap' | 'isConditioned'> {
  readonly tolerance: number;
  readonly strata: readonly Pair[];
}

/**
 * Rules whose gap between one kind of content and all others surely exceeds what is tolerated (FAI-03). Its interval is
 * widened for the number of comparisons (Bonferroni), so that many looks accuse no more than one. Items that several rules
 * found count for each of them, so the worst rule is told first, and the others by what it had no part in.
 * @param held rules that are switched off: what they had a part in says nothing any more
 * @param countsFrom moments since which a rule's items count, ms: before, it was judged already
 */
export function findDisparities(
  items: readonly FlaggedItem[],
  tolerance: Tolerance,
  held: ReadonlySet<string> = new Set(),
  countsFrom: ReadonlyMap<string, number> = new Map(),
): Disparity[] {
  const found: Disparity[] = [];
  const off = new Set(held);
  const decided = items.filter(isDecided);
  for (;;) {
    const left = decided.filter(({ rules }) => !rules.some((rule) => off.has(rule)));
    const worst = worstOf(comparisonsOf(left, tolerance, countsFrom));
    if (worst === undefined) return found;
    found.push(worst);
    off.add(worst.rule);
  }
}

function worstOf(comparisons: readonly Comparison[]): Disparity | undefined {
  if (comparisons.length === 0) return undefined;
  const z = normalQuantile(1 - RISK / (2 * comparisons.length));
  const excess = ({ gap }: Disparity, tolerance: number) => gap.interval[0] - tolerance;
  let worst: { readonly told: Disparity; readonly by: number } | undefined;
  for (const { tolerance, strata, ...told } of comparisons) {
    const isConditioned = sharedOf(strata) >= told.cases.n * LEAST_SHARED;
    const gap = isConditioned ? conditionedGap(strata, z) : pooledGap(told.cases, z);
    if (gap === null) continue;
    const disparity = { ...told, gap, isConditioned };
    const by = excess(disparity, tolerance);
    if (by > 0 && (worst === undefined || by > worst.by)) worst = { told: disparity, by };
  }
  return worst?.told;
}

function sharedOf(strata: readonly Pair[]): number {
  return strata.reduce((sum, { n, otherN }) => sum + (otherN > 0 ? n : 0), 0);
}

function comparisonsOf(
  items: readonly FlaggedItem[],
  tolerance: Tolerance,
  countsFrom: ReadonlyMap<string, number>,
): Comparison[] {
  const byRule = groupBy(
    items.flatMap((item) =>
      item.rules.flatMap((rule) =>
        item.openedAt >= (countsFrom.get(rule) ?? Number.NEGATIVE_INFINITY) ? [{ rule, item }] : [],
      ),
    ),
    ({ rule }) => rule,
  );
  return [...byRule].flatMap(([rule, told]) => {
    const own = told.map(({ item }) => item);
    if (own.length < 2 * tolerance.fewest) return [];
    return CONTENT_KINDS.flatMap((dimension) => comparisonsOfRule(rule, dimension, own, tolerance));
  });
}

function comparisonsOfRule(
  rule: string,
  dimension: ContentKind,
  items: readonly FlaggedItem[],
  { fewest, falseFlagGap, leakageGap }: Tolerance,
): Comparison[] {
  const bySource = [...groupBy(items, ({ sourceId }) => sourceId).values()];
  return [...groupBy(items, (item) => item[dimension])].flatMap(([group, own]) => {
    if (own.length < fewest || items.length - own.length < fewest) return [];
    const compare = (ending: 'not_offer' | 'protect') => {
      const pair = (some: readonly FlaggedItem[]) =>
        pairOf(some, (item) => item[dimension] === group, ending);
      return { cases: pair(items), strata: bySource.map(pair) };
    };
    const about = { rule, dimension, group };
    return [
      { ...about, measure: 'falseFlags' as const, tolerance: falseFlagGap, ...compare('not_offer') },
      { ...about, measure: 'leakage' as const, tolerance: leakageGap, ...compare('protect') },
    ];
  });
}

function pairOf(
  items: readonly FlaggedItem[],
  isOwn: (item: FlaggedItem) => boolean,
  ending: 'not_offer' | 'protect',
): Pair {
  const pair = { hits: 0, n: 0, otherHits: 0, otherN: 0 };
  for (const item of items) {
    const isHit = item.ending === ending ? 1 : 0;
    if (isOwn(item)) {
      pair.n += 1;
      pair.hits += isHit;
    } else {
      pair.otherN += 1;
      pair.otherHits += isHit;
    }
  }
  return pair;
}
