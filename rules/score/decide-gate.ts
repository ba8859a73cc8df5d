import type { Signal, TraceStep } from '../assessment.ts';
import { type Category, independentKind, isOfferKind } from '../categories.ts';
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
  const offer = heaviest(
    post.signals.filter(({ category }) => category === 'provider' || isOfferKind(category)),
  );
  const counter = heaviest(post.counterSignals);
  const isProviderMet = offer.has('provider');
  const kinds = [...offer.keys()].filter((category) => category !== 'provider').toSorted();
  let score = 0;
  const trace: TraceStep[] = [];
  for (const [category, signal] of offer) {
    score += signal.weight;
    trace.push({ step: 'counted', rule: signal.rule, category, weight: signal.weight });
  }
  for (const [category, signal] of counter) {
    score -= signal.weight;
    trace.push({ step: 'counted', rule: signal.rule, category, weight: -signal.weight });
  }
  const { threshold: needed, kinds: neededKinds } = post.gate;
  const hasKinds = kinds.length >= neededKinds;
  trace.push(
    { step: 'gate', part: 'provider', met: isProviderMet },
    { step: 'gate', part: 'kinds', met: hasKinds, found: kinds, needed: neededKinds },
    { step: 'gate', part: 'threshold', met: score >= needed, score, needed },
  );
  return { isMet: isProviderMet && hasKinds && score >= needed, isProviderMet, kinds, score, trace };
}

/** Per independent kind, the heaviest signal; the first one among equals, so the result is stable. */
function heaviest(signals: readonly Signal[]): ReadonlyMap<Category, Signal> {
  const best = new Map<Category, Signal>();
  for (const signal of signals) {
    const kind = independentKind(signal.category);
    const known = best.get(kind);
    if (known === undefined || signal.weight > known.weight) best.set(kind, signal);
  }
  return best;
}
