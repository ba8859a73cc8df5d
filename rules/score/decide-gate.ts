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
 * Each rule counts once, so that repeating a word earns nothing. A promise of payment on
 * arrival and a search for carriers are a provider's voice too; so is the form of an advert, which says in which way,
 * when and for how much without a word of we.
 */
export function decideGate(post: {
  signals: readonly Signal[];
  counterSignals: readonly Signal[];
  gate: Gate;
}): GateDecision {
  const trace: TraceStep[] = [];
  const kinds: Category[] = [];
  let score = 0;
  let voice = 0;
  for (const [at, { rule, category, weight }] of post.signals.entries()) {
    if (!isCounted(post.signals, at)) continue;
    if (PROVIDER_VOICES.has(category)) voice = Math.max(voice, voiceOf(category, weight));
    if (!NOT_KINDS.has(category)) {
      const kind = independentKind(category);
      if (!kinds.includes(kind)) kinds.push(kind);
    }
    score += weight;
    trace.push({ step: 'counted', rule, category, weight });
  }
  let heaviestCounter = 0;
  let isAsking = false;
  for (const [at, { rule, category, weight }] of post.counterSignals.entries()) {
    if (!isCounted(post.counterSignals, at)) continue;
    score -= weight;
    heaviestCounter = Math.max(heaviestCounter, weight);
    if (category === 'seeker' && weight >= PLAIN) isAsking = true;
    trace.push({ step: 'counted', rule, category, weight: -weight });
  }
  kinds.sort();
  const isProviderMet = voice > (isAsking ? PLAIN : 0) || isAdvert(kinds, heaviestCounter);
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
/** A voice or a question of this weight is plain: "we take you", "who can take me". */
const PLAIN = 4;

/**
 * How plainly a provider speaks. Who asks for a passage names a price, wants to pay on arrival and waits for messages too,
 * so beside a plain question only a plainer voice counts.
 */
function voiceOf(category: Category, weight: number): number {
  return category === 'payment-on-arrival' ? Math.min(weight, PLAIN) : weight;
}

const NOT_KINDS: ReadonlySet<Category> = new Set(['provider', 'recruiter']);
/** A way, a price, an address: so many kinds in one post are an advert. */
const ADVERT_KINDS = 3;
const FAINT = 1;

/** Only where no other voice is heard: a traveller's question can name as many kinds. A question mark is no voice. */
function isAdvert(kinds: readonly Category[], heaviestCounter: number): boolean {
  return kinds.length >= ADVERT_KINDS && heaviestCounter <= FAINT;
}

/**
 * Each rule counts once, by its first signal that weighs anything, so that repeating a word earns nothing; and the same
 * words count once in each category, by the heaviest rule that found them: "two seats left" is said once, however many rules
 * find it. Signs of a person at risk weigh nothing for or against an offer and are left out, and so is what stands in
 * quotation marks.
 */
function isCounted(signals: readonly Signal[], at: number): boolean {
  const own = signals[at];
  if (own === undefined || own.weight === 0 || isProtectionKind(own.category)) return false;
  for (const [index, other] of signals.entries()) {
    if (index === at || other.weight === 0) continue;
    if (other.rule === own.rule) {
      if (index < at) return false;
    } else if (other.category === own.category && overlaps(own, other) && isBefore(other, own, index < at))
      return false;
  }
  return true;
}

function overlaps(a: Signal, b: Signal): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Of two rules on the same words the heavier one counts, or the first. */
function isBefore(other: Signal, own: Signal, isFirst: boolean): boolean {
  return other.weight > own.weight || (other.weight === own.weight && isFirst);
}
