import type { Signal } from '../assessment.ts';

/** A reader needs no more places of one rule, and one repeated word must not blow up an assessment. */
const MOST_TOLD = 8;

/**
 * The first few signals of each rule, and always the one that it decided by. All of them are decided on: whoever repeats
 * another's words, or news, often enough would else hide what stands below.
 */
export function mostTold(
  signals: readonly Signal[],
  ...decisive: readonly (readonly Signal[])[]
): readonly Signal[] {
  if (signals.length <= MOST_TOLD) return signals;
  const kept = new Set(decisive.flat());
  const told = new Map<string, number>();
  for (const { rule } of kept) told.set(rule, (told.get(rule) ?? 0) + 1);
  return signals.filter((signal) => {
    if (kept.has(signal)) return true;
    const count = told.get(signal.rule) ?? 0;
    told.set(signal.rule, count + 1);
    return count < MOST_TOLD;
  });
}
