import { isCounterKind, isOfPersonAtRisk } from '../categories.ts';
import type { CompiledRule, CompiledRules } from '../compile/compiled-rules.ts';

/**
 * Whether a rule may be put on hold: only what speaks for an offer. A hold takes away and adds nothing, so that it needs
 * one word alone; without a rule that protects, or that speaks against an offer, more posts would be flagged.
 */
function isHoldable({ category }: CompiledRule): boolean {
  return !isCounterKind(category) && !isOfPersonAtRisk(category);
}

/** The rules that may be put on hold, by id. */
export function holdableRules({ rules }: CompiledRules): ReadonlySet<string> {
  return new Set(rules.filter(isHoldable).map(({ id }) => id));
}

/** The others, by id: what protects, and what speaks against an offer. */
export function unholdableRules({ rules }: CompiledRules): ReadonlySet<string> {
  return new Set(rules.filter((rule) => !isHoldable(rule)).map(({ id }) => id));
}

/** Those of the rules asked for that are put on hold, each once and by id: others are passed over, and speak. */
export function holdsIn(rules: CompiledRules, asked: readonly string[]): readonly string[] {
  if (asked.length === 0) return [];
  const holdable = holdableRules(rules);
  return [...new Set(asked)].filter((id) => holdable.has(id)).toSorted();
}
