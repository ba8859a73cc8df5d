import type { Assessment, Signal, TraceStep } from '../assessment.ts';
import { isNeedKind, type Lane } from '../categories.ts';
import type { WholeGate } from '../compile/whole-gate.ts';
import type { Found } from '../match/found.ts';
import { leaningHits } from '../match/lean.ts';
import { decideGate, type GateDecision } from './decide-gate.ts';
import { decideProtection, NOBODY_AT_RISK } from './decide-protection.ts';
import { type Evidence, evidenceIn, inReadingOrder } from './evidence.ts';
import { findOffer } from './find-offer.ts';
import { mostTold } from './most-told.ts';
import { leaningsOf } from './need-leanings.ts';
import { otherVoices } from './other-voices.ts';
import type { RuleSorts } from './rule-sorts.ts';
import { undoneStep } from './undone-step.ts';
import type { Plight } from './weigh-need.ts';

/** What an assessment carries beside what was found. */
export interface Frame {
  readonly release: string | null;
  readonly holds: readonly string[];
  readonly gate: WholeGate;
  readonly sorts: RuleSorts;
  /** Languages of which nothing is flagged for review. */
  readonly shadowed: ReadonlySet<string>;
  /** What is said of a post in which nothing was found, by its language: most posts, so it is made once, and frozen. */
  readonly quiet: (language: string) => Assessment;
}

/** Protection first, then the offer gate; every point leads to a rule and, through its signals, to spans. */
export function assess(found: Found, frame: Frame, post: { text: string; language: string }): Assessment {
  const { text: original, language } = post;
  if (found.hits.length === 0 && found.errors.length === 0 && found.text.undone === 0)
    return frame.quiet(language);
  const heard = evidenceIn(found, original, frame.holds);
  const { signs, quoted } = heard;
  const trace: TraceStep[] = [];
  if (found.text.undone !== 0) trace.push(undoneStep(found.text.undone));
  for (const rule of quoted) trace.push({ step: 'quoted', rule, weight: 0 });
  for (const { rule, error } of found.errors)
    trace.push({ step: 'errored', rule: found.compiled.rules[rule]?.id ?? '', error });
  const { standing, against } =
    signs.length > 0
      ? decideProtection(plightIn(found, heard, { text: original, gate: frame.gate }), trace)
      : NOBODY_AT_RISK;
  let evidence = heard;
  let { offer, passage } = findOffer(heard, original, frame);
  const lacking = standing.length === 0 ? lackingIn(heard, offer, frame) : 0;
  if (lacking > 0) {
    evidence = withLeaning(found, heard, { frame, original, lacking });
    if (evidence !== heard) ({ offer, passage } = findOffer(evidence, original, frame));
  }
  const told = withSigns(evidence, standing);
  const signals = mostTold(told, standing, offer.counted);
  const counters = withLeaningWords(evidence.counterSignals, against);
  const counterSignals = mostTold(counters, offer.against, sameAs(against, counters));
  const { release, holds } = frame;
  if (standing.length > 0) {
    // No score and no offer arithmetic: a person at risk is not ranked.
    if (offer.isProviderMet && offer.kinds.length > 0)
      trace.push({ step: 'offer-and-distress', kinds: offer.kinds });
    const lane = 'protect';
    return { version: 1, release, holds, lane, score: null, language, signals, counterSignals, trace };
  }
  if (passage !== null) trace.push({ step: 'passage', ...passage });
  for (const step of offer.trace) trace.push(step);
  const lane = laneOf(offer.isMet, language, frame, trace);
  // Written out: spreading two objects here took a tenth of all scoring.
  return { version: 1, release, holds, lane, score: offer.score, language, signals, counterSignals, trace };
}

/** Whether what was found meets the offer gate, whoever else the post is of. */
export function meetsGate(found: Found, frame: Frame, original: string): boolean {
  const heard = evidenceIn(found, original, frame.holds);
  const { offer } = findOffer(heard, original, frame);
  const lacking = lackingIn(heard, offer, frame);
  if (lacking === 0) return offer.isMet;
  return findOffer(withLeaning(found, heard, { frame, original, lacking }), original, frame).offer.isMet;
}

/** The points that the words of a post may add by themselves; there its tags and laughs speak as well ("#jobs" below an advert of a carrier). */
function lackingIn(heard: Evidence, { lacking }: GateDecision, frame: Frame): number {
  const { saidAgainst, counterSignals } = heard;
  if (lacking === 0 || saidAgainst === counterSignals) return lacking;
  return decideGate({ ...heard, counterSignals: saidAgainst }, frame).lacking;
}

/**
 * Where nothing is missing but points, and no more than a leaning may add, all words of the post together are asked: so nearly no
 * post pays for it, and nothing is flagged for its words alone.
 */
function withLeaning(
  found: Found,
  evidence: Evidence,
  {
    frame,
    original,
    lacking,
  }: { readonly frame: Frame; readonly original: string; readonly lacking: number },
): Evidence {
  const hits = leaningHits(found, lacking);
  if (hits.length === 0) return evidence;
  found.hits.push(...hits);
  const whole = evidenceIn(found, original, frame.holds);
  // Words all over a post are no heart of an offer, from which other subjects would be heard.
  return { ...whole, told: whole.told.filter(({ category }) => category !== 'wording') };
}

/** Asked for the few posts alone that meet the gate. */
function laneOf(
  isMet: boolean,
  language: string,
  { shadowed }: Frame,
  trace: TraceStep[],
): Exclude<Lane, 'protect'> {
  if (!isMet) return 'none';
  if (!shadowed.has(language)) return 'review';
  trace.push({ step: 'shadowed', language });
  return 'none';
}

const NO_SIGNALS: readonly Signal[] = Object.freeze([]);

/** The frame of a scorer; its quiet assessments are made as their languages come. */
export function frameOf({ release, holds, gate, sorts, shadowed }: Omit<Frame, 'quiet'>): Frame {
  const trace = Object.freeze(
    decideGate({ signals: [], told: [], counterSignals: [] }, { gate, sorts }).trace,
  );
  const rest = { signals: NO_SIGNALS, counterSignals: NO_SIGNALS, trace };
  const known = new Map<string, Assessment>();
  function quiet(language: string): Assessment {
    let one = known.get(language);
    if (one === undefined) {
      one = Object.freeze({ version: 1, release, holds, lane: 'none', score: 0, language, ...rest });
      known.set(language, one);
    }
    return one;
  }
  return { release, holds, gate, sorts, shadowed, quiet };
}

/** What sellers say is heard, a hold or none: a hold must not bring a post to protection. */
function plightIn(
  found: Found,
  { signs, told }: Evidence,
  { text, gate }: { text: string; gate: WholeGate },
): Plight {
  const others = otherVoices(found, { original: text, signals: told });
  return { text, signs, others, leanings: leaningsOf(found, text), needed: gate.protectionThreshold };
}

/** Signs that add up to a person at risk are told among the others; of those that do not nothing is told, as they are in everybody's talk. */
function withSigns({ signals }: Evidence, standing: readonly Signal[]): readonly Signal[] {
  const needs = standing.filter(({ category }) => isNeedKind(category));
  return needs.length === 0 ? signals : [...signals, ...needs].toSorted(inReadingOrder);
}

/** The words that say most against a call for help are told among what else speaks otherwise. */
function withLeaningWords(counterSignals: readonly Signal[], against: readonly Signal[]): readonly Signal[] {
  const words = against.filter(({ category }) => category === 'appeal');
  return words.length === 0 ? counterSignals : [...counterSignals, ...words].toSorted(inReadingOrder);
}

/** The signals of what was weighed: those of other languages that found the same were left out. */
function sameAs(weighed: readonly Signal[], signals: readonly Signal[]): readonly Signal[] {
  if (weighed.length === 0) return NO_SIGNALS;
  return signals.filter((signal) => weighed.some((other) => inReadingOrder(signal, other) === 0));
}
