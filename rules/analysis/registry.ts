import { type Category, isCounterKind, isNeedKind, isProtectionKind } from '../categories.ts';
import { type WholeGate, wholeGate } from '../compile/whole-gate.ts';
import { checkedLanguages } from '../compile/wording.ts';
import type { Gloss } from '../gloss.ts';
import { LEANINGS } from '../leanings.ts';
import { CONCEPT_REFERENCE, type Pack, type Rule } from '../schema.ts';

export type RuleEffect = 'for' | 'against' | 'adds' | 'protects';

/** A rule as everybody may know it: what it is for and what it does, not the words that it looks for. */
export interface RegisteredRule {
  readonly id: string;
  readonly title: string;
  /** Only those that are live speak; those in shadow run on no post. */
  readonly status: Rule['status'];
  /** `all`: every language that lists words for the concepts it needs, where it needs any. */
  readonly languages: 'all' | readonly string[];
  readonly category: string;
  /** Points towards review, points against it, points towards protection, or the protection lane, which has none. */
  readonly effect: RuleEffect;
  readonly weight: number;
  /** What the words mean, in plain language: in English, and in others where somebody wrote it. */
  readonly purpose: Gloss;
  /** Who else says the same and means nothing by it. */
  readonly benign: string;
  /** What it is known to find wrongly. */
  readonly knownFalsePositives: readonly string[];
  readonly rationale: string;
  /** Of its own wording; each language's words and places are checked by themselves (`vocabulary`). */
  readonly evidence: Rule['evidence'];
  readonly author: string;
  /** Such as 2026-11-27. */
  readonly reviewed: string;
  /** Public sources in which the wording is attested. */
  readonly sources: readonly string[];
  /** Texts that it must and must not find; those of every live rule pass, or there is no release. */
  readonly tests: { readonly match: number; readonly reject: number };
  /** Words, signs and patterns of its own that are not published: whoever knew them would write around them. */
  readonly withheld: number;
}

/** Words that a language lists, those of leanings too, counted. */
export interface RegisteredVocabulary {
  readonly language: string;
  readonly withheld: number;
  /** Whether a native reader has checked them and the places: of others nothing is attested that rests on these. */
  readonly isChecked: boolean;
}

/** What the packs say of rules, with all that is withheld counted. */
export interface RegisteredPacks {
  readonly gate: WholeGate;
  readonly rules: readonly RegisteredRule[];
  /** Words that languages list under concepts and leanings, names of places left out; none is published. */
  readonly vocabulary: readonly RegisteredVocabulary[];
  /** Of rules and vocabulary together. */
  readonly withheld: number;
}

/** The registry of the rules of these packs: every rule that is not a draft, in order of its id. */
export function registerPacks(packs: readonly Pack[]): RegisteredPacks {
  const shared = new Map<string, { match: number; reject: number }>();
  for (const { examples = {} } of packs)
    for (const [id, { match, reject }] of Object.entries(examples)) {
      const before = shared.get(id) ?? { match: 0, reject: 0 };
      shared.set(id, { match: before.match + match.length, reject: before.reject + reject.length });
    }
  const rules = packs
    .flatMap((pack) => pack.rules.filter(({ status }) => status !== 'draft'))
    .map((rule) => register(rule, shared.get(rule.id)))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const words = new Map<string, number>();
  for (const { language, words: lists = {}, leanings = {} } of packs) {
    const listed = [
      ...Object.values(lists),
      ...LEANINGS.map((toward) => Object.keys(leanings[toward] ?? {})),
    ].flat();
    // What leans in every language is no word of any: a question mark, any number, any place.
    if (listed.length > 0 && language !== 'shared')
      words.set(language, (words.get(language) ?? 0) + listed.length);
  }
  const checked = new Set(checkedLanguages(packs));
  const vocabulary = [...words]
    .map(([language, withheld]) => ({ language, withheld, isChecked: checked.has(language) }))
    .toSorted((one, other) => (one.language < other.language ? -1 : 1));
  const gate = packs.find((pack) => pack.gate !== undefined)?.gate;
  const counted = [...rules, ...vocabulary].reduce((sum, { withheld }) => sum + withheld, 0);
  return {
    gate: wholeGate(gate ?? { threshold: 0, kinds: 0 }),
    rules,
    vocabulary,
    withheld: counted,
  };
}

/** The words, signs and patterns that a rule looks for, and by what they are cancelled; of a concept its name. */
export function termsOf(rule: Rule): readonly string[] {
  const { terms = [], patterns = [], with: companions = [], without = [], route = {} } = rule;
  const { between = [], toward = [] } = route;
  const own = [...terms, ...patterns.map(({ match }) => match), ...companions.flat(), ...without];
  return [...own, ...between, ...toward];
}

function effectOf(category: Category): RuleEffect {
  if (isProtectionKind(category)) return 'protects';
  if (isNeedKind(category)) return 'adds';
  return isCounterKind(category) ? 'against' : 'for';
}

function register(rule: Rule, shared = { match: 0, reject: 0 }): RegisteredRule {
  const { id, title, status, languages, category, weight } = rule;
  return {
    id,
    title,
    status,
    languages,
    category,
    effect: effectOf(category),
    weight,
    purpose: rule.gloss,
    benign: rule.benign,
    knownFalsePositives: rule.knownFalsePositives,
    rationale: rule.rationale,
    evidence: rule.evidence,
    author: rule.author,
    reviewed: rule.reviewed,
    sources: rule.references,
    tests: {
      match: rule.examples.match.length + shared.match,
      reject: rule.examples.reject.length + shared.reject,
    },
    // A concept's words are counted with the language that lists them.
    withheld: termsOf(rule).filter((term) => !CONCEPT_REFERENCE.test(term)).length,
  };
}
