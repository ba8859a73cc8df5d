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
