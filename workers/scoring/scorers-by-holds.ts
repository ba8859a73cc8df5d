import type { Scorer } from '../../rules/index.ts';

/**
 * The scorer for the rules that are switched off. Holds change rarely, and a scorer is large, so the last one alone is kept:
 * it was asked for with holds that were in force then, whichever batch comes next.
 */
export function scorersByHolds(
  create: (holds: readonly string[]) => Scorer,
): (holds: readonly string[]) => Scorer {
  let last: { readonly key: string; readonly scorer: Scorer } | undefined;
  return (holds) => {
    const key = holds.join(' ');
    if (last?.key !== key) last = { key, scorer: create(holds) };
    return last.scorer;
  };
}
