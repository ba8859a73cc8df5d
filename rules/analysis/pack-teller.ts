import type { ScorablePost, Signal, Span } from '../assessment.ts';
import { checkedLanguages, type Evidence, evidenceOf, restsOnLanguage } from '../compile/wording.ts';
import type { Gloss } from '../gloss.ts';
import type { ReadWord } from '../match/read-words.ts';
import type { Pack, Rule } from '../schema.ts';
import { createShadowFinder, type ShadowFinder } from './shadow-rules.ts';
import { type Entry, TermFinder } from './term-finder.ts';

/** A signal with all that its rule says about itself. */
export interface ToldSignal extends Signal {
  /** The words of the post. */
  readonly text: string;
  /** What the words are read as, disguises undone; null for patterns, routes and sums. */
  readonly entry: Entry | null;
  readonly title: string;
  readonly gloss: Gloss;
  readonly benign: string;
  readonly knownFalsePositives: readonly string[];
  /** Of the rule's wording and, where it rests on words of a language, of those of the post's, whichever language was found. */
  readonly evidence: Evidence;
}

/** A post as a scorer reads it. */
export interface HeardPost {
  readonly text: string;
  /** As the assessment names it. */
  readonly language: string;
  readonly words: readonly ReadWord[];
}

/** Tells what only packs know of signals: their compiled form has no entries, and no rules in shadow. */
export interface PackTeller {
  /** Whether a native reader has checked the words and places of a language. */
  isChecked(language: string): boolean;
  tell(signals: readonly Signal[], post: HeardPost): readonly ToldSignal[];
  /** What rules in shadow would find, in reading order, each of weight 0. */
  inShadow(post: ScorablePost): readonly Signal[];
}

export function createPackTeller(packs: readonly Pack[]): PackTeller {
  const rules = new Map(packs.flatMap((pack) => pack.rules.map((rule) => [rule.id, rule] as const)));
  const checked = new Set(checkedLanguages(packs));
  const finder = new TermFinder(packs);
  let shadow: ShadowFinder | undefined;
  const isChecked = (language: string) => checked.has(language);
  return {
    isChecked,
    tell(signals, post) {
      // Of this post alone: a teller may outlive it, and is to keep none of its words.
      const known = new Map<string, Entry | null>();
      return signals.map((signal) => {
        const rule = rules.get(signal.rule);
        const text = post.text.slice(signal.start, signal.end);
        const key = `${signal.rule}\0${text}`;
        if (!known.has(key)) known.set(key, rule === undefined ? null : entryOf(finder, rule, signal, post));
        return {
          ...signal,
          text,
          entry: known.get(key) ?? null,
          title: rule?.title ?? signal.rule,
          gloss: rule?.gloss ?? { en: '' },
          benign: rule?.benign ?? '',
          knownFalsePositives: rule?.knownFalsePositives ?? [],
          evidence:
            rule === undefined
              ? 'needs-native-review'
              : evidenceOf(
                  { evidence: rule.evidence, restsOnLanguage: restsOnLanguage(rule) },
                  isChecked(post.language),
                ),
        };
      });
    },
    inShadow(post) {
      shadow ??= createShadowFinder(packs);
      return shadow.find(post);
    },
  };
}

/** A sign that is read as several words ("㋂", third month) is one of them where they are no term together. */
function entryOf(finder: TermFinder, rule: Rule, found: Span, post: HeardPost): Entry | null {
  const words = post.words.filter(({ start, end }) => start >= found.start && end <= found.end);
  const each = words.map(({ readings }) => readings);
  const starts = [...new Set(words.map(({ start }) => start))];
  const signs = starts.map((at) => words.filter(({ start }) => start === at).flatMap((one) => one.readings));
  return finder.entryOf(rule, each, post.language) ?? finder.entryOf(rule, signs, post.language);
}
