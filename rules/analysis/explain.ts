import type { Assessment, Signal, Span, TraceStep } from '../assessment.ts';
import { type Category, isProtectionKind } from '../categories.ts';
import { checkedLanguages, type Evidence, evidenceOf, restsOnLanguage } from '../compile/wording.ts';
import type { Entity } from '../entities/entity.ts';
import type { Gloss } from '../gloss.ts';
import type { ReadWord } from '../match/read-words.ts';
import type { Pack, Rule } from '../schema.ts';
import type { Scorer } from '../score/create-scorer.ts';
import { createShadowFinder } from './shadow-rules.ts';
import { TermFinder } from './term-finder.ts';

/** A signal with all that its rule says about itself. */
export interface ExplainedSignal extends Signal {
  /** The words of the post. */
  readonly text: string;
  /** The entry of the pack that the words are read as, disguises undone; null for patterns, routes and sums. */
  readonly term: string | null;
  readonly title: string;
  readonly gloss: Gloss;
  readonly benign: string;
  readonly knownFalsePositives: readonly string[];
  /** Of the rule's wording and, where it rests on words of a language, of those of the post's, whichever language was found. */
  readonly evidence: Evidence;
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
  const rules = new Map(packs.flatMap((pack) => pack.rules.map((rule) => [rule.id, rule] as const)));
  const checked = new Set(checkedLanguages(packs));
  const finder = new TermFinder(packs);
  const inShadow = createShadowFinder(packs);
  return {
    explain(post) {
      const assessment = scorer.score(post);
      const counted = new Set(
        assessment.trace.flatMap((step) => (step.step === 'counted' ? [step.rule] : [])),
      );
      const isChecked = checked.has(assessment.language);
      const words = scorer.words(post.text);
      const explained = (signal: Signal): ExplainedSignal => {
        const rule = rules.get(signal.rule);
        const text = post.text.slice(signal.start, signal.end);
        return {
          ...signal,
          text,
          term: rule === undefined ? null : termOf(finder, rule, wordsWithin(words, signal)),
          title: rule?.title ?? signal.rule,
          gloss: rule?.gloss ?? { en: '' },
          benign: rule?.benign ?? '',
          knownFalsePositives: rule?.knownFalsePositives ?? [],
          evidence:
            rule === undefined
              ? 'needs-native-review'
              : evidenceOf({ evidence: rule.evidence, restsOnLanguage: restsOnLanguage(rule) }, isChecked),
          counted: counted.has(signal.rule),
        };
      };
      const signals = assessment.signals.map(explained);
      return {
        assessment,
        isChecked,
        offer: signals.filter(({ category }) => !isProtectionKind(category)),
        counter: assessment.counterSignals.map(explained),
        atRisk: signals.filter(({ category }) => isProtectionKind(category)),
        shadow: inShadow.find(post).map(explained),
        entities: scorer.entities(post.text),
        missing: assessment.trace.flatMap(missingIn),
      };
    },
  };
}

function wordsWithin(words: readonly ReadWord[], { start, end }: Span): readonly ReadWord[] {
  return words.filter((word) => word.start >= start && word.end <= end);
}

/** A sign that is read as several words ("㋂", third month) is one of them where they are no term together. */
function termOf(finder: TermFinder, rule: Rule, words: readonly ReadWord[]): string | null {
  const each = words.map(({ readings }) => readings);
  const starts = [...new Set(words.map(({ start }) => start))];
  const signs = starts.map((at) => words.filter(({ start }) => start === at).flatMap((one) => one.readings));
  return finder.termOf(rule, each) ?? finder.termOf(rule, signs);
}

function missingIn(step: TraceStep): readonly Missing[] {
  if (step.step !== 'gate' || step.met) return [];
  if (step.part === 'provider') return [{ part: 'provider' }];
  if (step.part === 'kinds') return [{ part: 'kinds', found: step.found, needed: step.needed }];
  return [{ part: 'threshold', score: step.score, needed: step.needed }];
}
