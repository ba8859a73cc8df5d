import type { CompiledRules } from '../compile/compiled-rules.ts';

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
