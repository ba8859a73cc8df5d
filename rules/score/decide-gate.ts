import type { Signal, TraceStep } from '../assessment.ts';
import { type Category, independentKind, isProtectionKind } from '../categories.ts';
import type { Gate } from '../schema.ts';

export interface GateDecision {
  readonly isMet: boolean;
  readonly isProviderMet: boolean;
  readonly kinds: readonly Category[];
  readonly score: number;
  readonly trace: readonly TraceStep[];
}

/**
 * The offer gate: the provider's own voice, enough independent offer kinds, and enough points after counter-signals.
 * Each category counts once, with its heaviest rule, so that repeating a word earns nothing.
 */
export function decideGate(post: {
  signals: readonly Signal[];
  counterSignals: readonly Signal[];
  gate: Gate;
}): GateDecision {
  const offer = heaviest(post.signals);
  const counter = heaviest(post.counterSignals);
  const trace: TraceStep[] = [];
  const kinds: Category[] = [];
  let score = 0;
  let isProviderMet = false;
  for (const { rule, category: own, weight } of offer) {
    const category = independentKind(own);
    if (category === 'provider') isProviderMet = true;
    else kinds.push(category);
    score += weight;
    trace.push({ step: 'counted', rule, category, weight });
  }
  for (const { rule, category, weight } of counter) {
    score -= weight;
    trace.push({ step: 'counted', rule, category, weight: -weight });
  }
  kinds.sort();
  const { threshold: needed, kinds: neededKinds } = post.gate;
  const hasKinds = kinds.length >= neededKinds;
  trace.push(
    { step: 'gate', part: 'provider', met: isProviderMet },
    { step: 'gate', part: 'kinds', met: hasKinds, found: kinds, needed: neededKinds },
    { step: 'gate', part: 'threshold', met: score >= needed, score, needed },
  );
  return { isMet: isProviderMet && hasKinds && score >= needed, isProviderMet, kinds, score, trace };
}

/**
 * Per independent kind, the heaviest signal; the first one among equals, so the result is stable. Signs of a person at
 * risk weigh nothing for or against an offer and are left out. A list, not a map: a post has a handful of kinds.
 */
function heaviest(signals: readonly Signal[]): readonly Signal[] {
  const best: Signal[] = [];
  for (const signal of signals) {
    if (isProtectionKind(signal.category)) continue;
    const kind = independentKind(signal.category);
    const at = best.findIndex(({ category }) => independentKind(category) === kind);
    if (at < 0) best.push(signal);
    else if (signal.weight > (best[at]?.weight ?? 0)) best[at] = signal;
  }
  return best;
}
