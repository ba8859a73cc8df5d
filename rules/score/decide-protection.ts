import type { Signal, TraceStep } from '../assessment.ts';
import { isNeedKind, isProtectionKind } from '../categories.ts';
import { wordsOfLeanings } from './need-leanings.ts';
import { type Plight, weighNeed } from './weigh-need.ts';

/** What is decided about a post with signs of a person at risk. */
export interface Protection {
  /** Where each call for help first stands, and what adds up beside it or without one. None for a post of nobody at risk. */
  readonly standing: readonly Signal[];
  /** What was weighed against it. */
  readonly against: readonly Signal[];
}

export const NOBODY_AT_RISK: Protection = Object.freeze({
  standing: Object.freeze([]),
  against: Object.freeze([]),
});

/** Decides whether a post is of a person at risk; what is decided about each call for help is added to `trace`, and how it was weighed. */
export function decideProtection(plight: Plight, trace: TraceStep[]): Protection {
  const { standing, weighed } = weighNeed(plight);
  if (weighed === null) return NOBODY_AT_RISK;
  const { signs, leanings, isMet, points } = weighed;
  const against = [...weighed.against, ...wordsOfLeanings(leanings.filter((one) => one.points < 0))];
  for (const { rule, category } of standing) trace.push({ step: 'protection', rule, category });
  const heaviest = against.toSorted((one, other) => other.weight - one.weight)[0];
  if (heaviest !== undefined)
    for (const rule of callsBut(standing, plight.signs))
      trace.push({ step: 'protection-excused', rule, by: heaviest.category });
  const isByCall = standing.length > 0;
  if (isMet && !isByCall) trace.push({ step: 'protection-together', rules: signs.map(({ rule }) => rule) });
  // One call that nothing speaks against needs no arithmetic.
  if (!isByCall || against.length > 0) {
    for (const { rule, category, weight } of signs)
      trace.push({
        step: 'weighed',
        rule,
        category,
        weight: isProtectionKind(category) ? plight.needed : weight,
      });
    for (const { rule, points: weight } of leanings)
      trace.push({ step: 'weighed', rule, category: 'appeal', weight });
    for (const { rule, category, weight } of weighed.against)
      trace.push({ step: 'weighed', rule, category, weight: -weight });
    trace.push({ step: 'gate', part: 'protection', met: isMet, points, needed: plight.needed });
  }
  if (!isMet) return { standing, against };
  const beside = signs.filter(({ category }) => isNeedKind(category));
  const words = wordsOfLeanings(leanings.filter((one) => one.points > 0));
  return { standing: [...standing, ...beside, ...words], against };
}

/** Calls for help that do not stand, each rule once, as the post first says them. */
function callsBut(standing: readonly Signal[], signs: readonly Signal[]): ReadonlySet<string> {
  const calls = new Set(signs.filter(({ category }) => !isNeedKind(category)).map(({ rule }) => rule));
  for (const { rule } of standing) calls.delete(rule);
  return calls;
}
