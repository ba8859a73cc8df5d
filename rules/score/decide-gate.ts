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
 * Each category counts once, with its heaviest rule, so that repeating a word earns nothing. A promise of payment on
 * arrival and a search for carriers are a provider's voice too; so is the form of an advert, which says in which way,
 * when and for how much without a word of we.
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
    if (PROVIDER_VOICES.has(own)) isProviderMet = true;
    if (!NOT_KINDS.has(category)) kinds.push(category);
    score += weight;
    trace.push({ step: 'counted', rule, category, weight });
  }
  for (const { rule, category, weight } of counter) {
    score -= weight;
    trace.push({ step: 'counted', rule, category, weight: -weight });
  }
  kinds.sort();
  isProviderMet ||= isAdvert(kinds, counter);
  const { threshold: needed, kinds: neededKinds } = post.gate;
  const hasKinds = kinds.length >= neededKinds;
  trace.push(
    { step: 'gate', part: 'provider', met: isProviderMet },
    { step: 'gate', part: 'kinds', met: hasKinds, found: kinds, needed: neededKinds },
    { step: 'gate', part: 'threshold', met: score >= needed, score, needed },
  );
  return { isMet: isProviderMet && hasKinds && score >= needed, isProviderMet, kinds, score, trace };
}

const PROVIDER_VOICES: ReadonlySet<Category> = new Set(['provider', 'recruiter', 'payment-on-arrival']);
const NOT_KINDS: ReadonlySet<Category> = new Set(['provider', 'recruiter']);
/** A way, a means, a price, a date, an address: so many kinds in one post are an advert. */
const ADVERT_KINDS = 4;

/** Only where no other voice is heard: a traveller's question can name as many kinds. */
function isAdvert(kinds: readonly Category[], counter: readonly Signal[]): boolean {
  return kinds.length >= ADVERT_KINDS && counter.length === 0;
}

/**
 * Per independent kind, the heaviest signal; the first one among equals, so the result is stable. Signs of a person at
 * risk weigh nothing for or against an offer and are left out. A list, not a map: a post has a handful of kinds.
 */
function heaviest(signals: readonly Signal[]): readonly Signal[] {
  const best: Signal[] = [];
  for (const signal of signals) {
    if (isProtectionKind(signal.category) || signal.weight === 0) continue;
    const kind = independentKind(signal.category);
    const at = best.findIndex(({ category }) => independentKind(category) === kind);
    if (at < 0) best.push(signal);
    else if (signal.weight > (best[at]?.weight ?? 0)) best[at] = signal;
  }
  return best;
}
