import type { Assessment, Signal, TraceStep } from '../assessment.ts';
import { type Category, isNeedKind, isOfPersonAtRisk } from '../categories.ts';
import type { Entity } from '../entities/entity.ts';
import type { Pack } from '../schema.ts';
import type { Scorer } from '../score/create-scorer.ts';
import { createPackTeller, type ToldSignal } from './pack-teller.ts';
import { entryName } from './term-finder.ts';

/** A signal with all that its rule says about itself. */
export interface ExplainedSignal extends Omit<ToldSignal, 'entry'> {
  /** The entry of the pack that the words are read as, disguises undone; null for patterns, routes and sums. */
  readonly term: string | null;
  /** Whether its rule counted; what stands in quotation marks does not. */
  readonly counted: boolean;
}

/** What a post lacked for the offer gate. */
export type Missing =
  | { readonly part: 'provider' }
  | { readonly part: 'kinds'; readonly found: readonly Category[]; readonly needed: number }
  | { readonly part: 'threshold'; readonly score: number; readonly needed: number };

export interface Explanation {
  readonly assessment: Assessment;
  /** Whether a native reader has checked the words and places of the post's language. */
  readonly isChecked: boolean;
  /** For an offer, in reading order. */
  readonly offer: readonly ExplainedSignal[];
  /** Against an offer, in reading order. */
  readonly counter: readonly ExplainedSignal[];
  /** Of a person at risk, in reading order. */
  readonly atRisk: readonly ExplainedSignal[];
  /** Against a person at risk and not against an offer, in reading order. */
  readonly notAtRisk: readonly ExplainedSignal[];
  /** What rules in shadow would find, in reading order; it is no part of the assessment. */
  readonly shadow: readonly ExplainedSignal[];
  /** Contacts, sums, routes and dates, in reading order; they say nothing for or against an offer. */
  readonly entities: readonly Entity[];
  /** Empty when the gate was met, and in the protection lane, where it is not asked. */
  readonly missing: readonly Missing[];
}

export interface Explainer {
  explain(post: { readonly text: string; readonly language?: string | undefined }): Explanation;
}

/** Explains posts by the packs a scorer was made of. */
export function createExplainer(packs: readonly Pack[], scorer: Scorer): Explainer {
  const teller = createPackTeller(packs);
  return {
    explain(post) {
      const assessment = scorer.score(post);
      const counted = new Set(
        assessment.trace.flatMap((step) => (step.step === 'counted' ? [step.rule] : [])),
      );
      const { language } = assessment;
      const words = scorer.words(post.text);
      const explained = (found: readonly Signal[]): readonly ExplainedSignal[] =>
        teller.tell(found, { text: post.text, language, words }).map(({ entry, ...told }) => ({
          ...told,
          term: entry === null ? null : entryName(entry),
          counted: counted.has(told.rule) || isNeedKind(told.category),
        }));
      const signals = explained(assessment.signals);
      const counterSignals = explained(assessment.counterSignals);
      return {
        assessment,
        isChecked: teller.isChecked(language),
        offer: signals.filter(({ category }) => !isOfPersonAtRisk(category)),
        counter: counterSignals.filter(({ category }) => !isNeedKind(category)),
        atRisk: signals.filter(({ category }) => isOfPersonAtRisk(category)),
        notAtRisk: counterSignals.filter(({ category }) => isNeedKind(category)),
        shadow: explained(teller.inShadow(post)),
        entities: scorer.entities(post.text),
        missing: assessment.trace.flatMap(missingIn),
      };
    },
  };
}

function missingIn(step: TraceStep): readonly Missing[] {
  if (step.step !== 'gate' || step.met || step.part === 'protection') return [];
  if (step.part === 'provider') return [{ part: 'provider' }];
  if (step.part === 'kinds') return [{ part: 'kinds', found: step.found, needed: step.needed }];
  return [{ part: 'threshold', score: step.score, needed: step.needed }];
}
