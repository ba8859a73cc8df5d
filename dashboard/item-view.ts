import type { ItemContent } from '../queue/review/port.ts';
import type { ItemView, RuleInfo } from './wire.ts';

/** Adds what the rules say about themselves, and only once the reviewer has judged (HUM-02). */
export function itemView(item: ItemContent, rule: (id: string) => RuleInfo | undefined): ItemView {
  if (item.reveal === null) return { ...item, rules: {} };
  const { signals, counterSignals, trace } = item.reveal.assessment;
  const named = trace.flatMap((step) => ('rule' in step && typeof step.rule === 'string' ? [step.rule] : []));
  const ids = new Set([...signals, ...counterSignals].map((signal) => signal.rule).concat(named));
  const rules: Record<string, RuleInfo> = {};
  for (const id of ids) {
    const info = rule(id);
    if (info !== undefined) rules[id] = info;
  }
  return { ...item, rules };
}
