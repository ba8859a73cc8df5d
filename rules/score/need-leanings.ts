import type { Signal } from '../assessment.ts';
import type { Found } from '../match/found.ts';
import { originalSpans } from '../text/original-span.ts';
import type { NeedLeaning } from './need-stretch.ts';

/** How the stretches of a post lean toward calls for help, in UTF-16 units of the original. */
export function leaningsOf({ appeals, compiled, text }: Found, original: string): readonly NeedLeaning[] {
  const spanOf = originalSpans(text, original);
  return appeals.map((one) => ({
    ...spanOf(one),
    rule: compiled.rules[one.rule]?.id ?? '',
    points: one.points,
    words: () => one.words().map(spanOf),
  }));
}

/** The words that say most for how a post leans; together they weigh what each of them tells. */
export function wordsOfLeanings(leanings: readonly NeedLeaning[]): readonly Signal[] {
  return leanings.flatMap(({ rule, points, words }) =>
    words().map(({ start, end }) => ({ rule, category: 'appeal', start, end, weight: Math.abs(points) })),
  );
}
