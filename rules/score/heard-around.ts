import type { Signal, Span } from '../assessment.ts';
import type { Category } from '../categories.ts';
import { countedOf } from './counted-of.ts';
import { EARSHOT } from './earshot.ts';
import { inReadingOrder } from './evidence.ts';
import { within } from './within.ts';

/**
 * Makes of the counter-signals of a post those that are heard in a part of it: of some categories all, of the others what stands near.
 * Of the former each rule is taken once, or many parts beside many warnings cost their square.
 */
export function hearingAround(
  counterSignals: readonly Signal[],
  isHeardEverywhere: (category: Category) => boolean,
): (part: Span) => readonly Signal[] {
  const everywhere = countedOf(counterSignals.filter(({ category }) => isHeardEverywhere(category)));
  const near = counterSignals.filter(({ category }) => !isHeardEverywhere(category));
  return ({ start, end }) =>
    [...everywhere, ...within({ start: start - EARSHOT, end: end + EARSHOT }, near)].toSorted(inReadingOrder);
}
