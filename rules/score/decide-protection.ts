import type { Signal, TraceStep } from '../assessment.ts';
import { type Category, isProtectionKind } from '../categories.ts';
import type { CompiledRule } from '../compile/compiled-rules.ts';

/** One word of a newspaper or a joke ("stopped", "fridge") is in many a call for help. */
const LEAST_SIGNS = 2;

/**
 * One protection rule is enough. It stands back only for the readings its own entry names (`unless`), such as a news
 * report about a rescue; offer evidence never makes it stand back, because doubt resolves to protection. What is decided
 * about each rule is added to `trace`.
 */
export function decideProtection(
  post: {
    readonly signals: readonly Signal[];
    readonly atRisk: readonly CompiledRule[];
    readonly excuses: readonly Category[];
  },
  trace: TraceStep[],
): boolean {
  const told: string[] = [];
  let isMet = false;
  for (const { rule, category } of post.signals) {
    if (!isProtectionKind(category) || told.includes(rule)) continue;
    told.push(rule);
    const unless = post.atRisk.find(({ id }) => id === rule)?.unless ?? [];
    const signs = post.excuses.filter((kind) => unless.includes(kind));
    const by = signs.length < LEAST_SIGNS ? undefined : signs[0];
    if (by === undefined) {
      isMet = true;
      trace.push({ step: 'protection', rule, category });
    } else trace.push({ step: 'protection-excused', rule, by });
  }
  return isMet;
}
