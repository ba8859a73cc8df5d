import type { Span } from '../assessment.ts';
import { decideGate, type GateDecision, type GateTerms, type OfferEvidence } from './decide-gate.ts';
import { passagesOf } from './passages.ts';

export interface OfferFound extends GateDecision {
  /** The sentences that the offer stands in where it is told from all of the post, else null. */
  readonly passage: Span | null;
}

/** Whether a post, or a passage of it, meets the offer gate. */
export function findOffer(evidence: OfferEvidence, post: string, terms: GateTerms): OfferFound {
  const whole = decideGate(evidence, terms);
  if (!whole.isMet && whole.against.length > 0) {
    for (const { start, end, evidence: own } of passagesOf(evidence, post)) {
      const offer = decideGate(own, terms);
      if (offer.isMet) return { ...offer, passage: { start, end } };
    }
  }
  return { ...whole, passage: null };
}
