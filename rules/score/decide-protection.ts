import type { Signal, TraceStep } from '../assessment.ts';
import { type Category, isProtectionKind } from '../categories.ts';
import type { CompiledRule } from '../compile/compiled-rules.ts';

/**
 * One protection rule is enough. It stands back only for the readings its own entry names (`unless`), such as a news
 * report about a rescue; offer evidence never makes it stand back, because doubt resolves to protection.
 */
export function decideProtection(post: {
  signals: readonly Signal[];
  counterSignals: readonly Signal[];
  rules: ReadonlyMap<string, CompiledRule>;
}): { isMet: boolean; trace: readonly TraceStep[] } {
  const present = new Set<Category>(post.counterSignals.map((signal) => signal.category));
  const trace: TraceStep[] = [];
  const told = new Set<string>();
  let isMet = false;
  for (const signal of post.signals) {
    if (!isProtectionKind(signal.category) || told.has(signal.rule)) continue;
    told.add(signal.rule);
    const by = post.rules.get(signal.rule)?.unless.find((category) => present.has(category));
    if (by === undefined) {
      isMet = true;
      trace.push({ step: 'protection', rule: signal.rule, category: signal.category });
    } else trace.push({ step: 'protection-excused', rule: signal.rule, by });
  }
  return { isMet, trace };
}
