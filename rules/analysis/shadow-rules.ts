import type { ScorablePost, Signal } from '../assessment.ts';
import { compileRules } from '../compile/compile-rules.ts';
import type { Pack, Rule } from '../schema.ts';
import { createScorer } from '../score/create-scorer.ts';

/** What rules in shadow would find in a post, were they live. */
export interface ShadowFinder {
  /** Their ids, in order. */
  readonly rules: readonly string[];
  /** In reading order, each of weight 0. */
  find(post: ScorablePost): readonly Signal[];
}

/** Whether a rule is one that analysts try: those that are live, and those that are to become it. */
export function isTried({ status }: Rule): boolean {
  return status === 'live' || status === 'shadow';
}

/** The packs as they would be with their rules in shadow live; the same packs where there are none. */
export function withShadowLive(packs: readonly Pack[]): readonly Pack[] {
  if (shadowOf(packs).length === 0) return packs;
  return packs.map((pack) => ({
    ...pack,
    rules: pack.rules.map((rule) => (rule.status === 'shadow' ? { ...rule, status: 'live' } : rule)),
  }));
}

/**
 * Rules in shadow run beside those that are live and never among them: their words alone would change which languages are heard in a
 * post, and so its lane. Without any nothing is compiled.
 */
export function createShadowFinder(packs: readonly Pack[]): ShadowFinder {
  const rules = shadowOf(packs).map(({ id }) => id);
  if (rules.length === 0) return { rules, find: () => [] };
  const inShadow = new Set(rules);
  const scorer = createScorer(compileRules(withShadowLive(packs)), { release: null });
  return {
    rules: rules.toSorted(),
    find(post) {
      const { signals, counterSignals } = scorer.score(post);
      return [...signals, ...counterSignals]
        .filter(({ rule }) => inShadow.has(rule))
        .map((signal) => ({ ...signal, weight: 0 }))
        .toSorted((a, b) => a.start - b.start);
    },
  };
}

function shadowOf(packs: readonly Pack[]): readonly Rule[] {
  return packs.flatMap((pack) => pack.rules.filter(({ status }) => status === 'shadow'));
}
