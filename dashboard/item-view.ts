import type { Assessment } from '../queue/contracts/index.ts';
import type { ItemContent } from '../queue/review/port.ts';
import type { DashboardContext } from './context.ts';
import type { ItemView, RuleInfo } from './wire.ts';

/**
 * Adds what the rules say about themselves, and only once the reviewer has judged (HUM-02). In the protection lane the
 * explanation loses every weight, also when the post was scored before a reviewer moved it there.
 */
export function itemView(item: ItemContent, rule: DashboardContext['rule']): ItemView {
  if (item.reveal === null) return { ...item, rules: {} };
  const assessment = item.lane === 'protect' ? withoutScore(item.reveal.assessment) : item.reveal.assessment;
  return { ...item, reveal: { ...item.reveal, assessment }, rules: rulesNamedIn(assessment, rule) };
}

/** What each rule that an assessment names says about itself, and about what it found in the language of the post. */
export function rulesNamedIn(
  assessment: Assessment,
  rule: DashboardContext['rule'],
): Readonly<Record<string, RuleInfo>> {
  const rules: Record<string, RuleInfo> = {};
  for (const id of rulesIn(assessment)) {
    const info = rule(id, assessment.language);
    if (info !== undefined) rules[id] = info;
  }
  return rules;
}

const ARITHMETIC: ReadonlySet<string> = new Set(['counted', 'weighed', 'gate']);

/** People at risk are not ranked: no weight is told where they are. */
export function withoutScore(assessment: Assessment): Assessment {
  return {
    ...assessment,
    score: null,
    signals: assessment.signals.map((signal) => ({ ...signal, weight: 0 })),
    counterSignals: assessment.counterSignals.map((signal) => ({ ...signal, weight: 0 })),
    trace: assessment.trace.filter(({ step }) => !ARITHMETIC.has(step)),
  };
}

function rulesIn({ signals, counterSignals, trace }: Assessment): Set<string> {
  const traced = trace.flatMap((step) => (typeof step.rule === 'string' ? [step.rule] : []));
  return new Set([...signals, ...counterSignals].map(({ rule }) => rule).concat(traced));
}
