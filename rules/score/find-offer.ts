import type { Span } from '../assessment.ts';
import { decideGate, type GateDecision, type GateTerms, type OfferEvidence } from './decide-gate.ts';
import { windowsOf } from './offer-windows.ts';
import { passagesOf } from './passages.ts';

/** Beside the decision, not spread into it: copying its fields for every post took a tenth of all scoring. */
export interface OfferFound {
  readonly offer: GateDecision;
  /** The sentences that the offer stands in where it is not told from all of the post, else null. */
  readonly passage: Span | null;
}

/** Whether a post, or a passage of it, meets the offer gate. */
export function findOffer(evidence: OfferEvidence, post: string, terms: GateTerms): OfferFound {
  const whole = decide(evidence, terms);
  if (!whole.isMet && evidence.counterSignals.length > 0) {
    for (const { start, end, evidence: own } of passagesOf(evidence, post)) {
      const offer = decide(own, terms);
      if (offer.isMet) return { offer, passage: { start, end } };
    }
  }
  return { offer: whole, passage: null };
}

/** The window that meets the gate with the most points, or else the one that comes nearest to it. */
function decide(evidence: OfferEvidence, terms: GateTerms): GateDecision {
  const windows = windowsOf(evidence);
  let nearest = decideGate(windows[0] ?? evidence, terms);
  for (let at = 1; at < windows.length; at += 1) {
    const own = decideGate(windows[at] ?? evidence, terms);
    if (isNearer(own, nearest)) nearest = own;
  }
  return nearest;
}

/** Where points alone are missing, the fewest; else the most points. */
function isNearer(one: GateDecision, other: GateDecision): boolean {
  if (one.isMet !== other.isMet) return one.isMet;
  if (one.lacking > 0 && other.lacking > 0) return one.lacking < other.lacking;
  return one.lacking > 0 || (other.lacking === 0 && one.score > other.score);
}
