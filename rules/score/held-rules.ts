import { isCounterKind, isProtectionKind } from '../categories.ts';
import type { CompiledRule, CompiledRules } from '../compile/compiled-rules.ts';

/**
 * Whether a rule may be put on hold: only what speaks for an offer. A hold takes away and adds nothing, so that it needs
 * one word alone; without a rule that protects, or that speaks against an offer, more posts would be flagged.
 */
function isHoldable({ category }: CompiledRule): boolean {
  return !isCounterKind(category) && !isProtectionKind(category);
}

/** The rules that may be put on hold, by id. */
export function holdableRules({ rules }: CompiledRules): ReadonlySet<string> {
  return new Set(rules.filter(isHoldable).map(({ id }) => id));
}

/** The same rules with some of them switched off. What they would have found is not looked for. */
export function withoutHeld(compiled: CompiledRules, holds: ReadonlySet<string>): CompiledRules {
  if (holds.size === 0) return compiled;
  const isOn = (rule: number) => !holds.has(compiled.rules[rule]?.id ?? '');
  return {
    ...compiled,
    rulesOfList: compiled.rulesOfList.map((rules) => rules.filter(isOn)),
    patternRules: compiled.patternRules.filter(isOn),
    routeRules: compiled.routeRules.filter(isOn),
    priceRules: compiled.priceRules.filter(isOn),
  };
}
