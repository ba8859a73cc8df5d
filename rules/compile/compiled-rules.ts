import type { Category } from '../categories.ts';
import type { Gate } from '../gate.ts';
import type { Gloss } from '../gloss.ts';
import type { RuleLeaning } from '../leanings.ts';
import type { Rule } from '../schema.ts';
import type { CompiledLeanings } from './compile-leanings.ts';
import type { LanguageIndex } from './element.ts';
import type { FlatLists } from './flat-lists.ts';
import type { PhraseIndex } from './phrase-index.ts';
import type { TokenTableData } from './token-table-data.ts';

/** Owners of terms that belong to no list. Lists own with their number, from 0. */
export const OWNER = { place: -1, placeTo: -2, currency: -3, multiplier: -4, numberWord: -5 } as const;

/** A list of terms: what one language lists under a concept, or a term that rules write out. */
export type ListId = number;

export interface CompiledPattern {
  /** A regular expression of the bounded dialect. */
  readonly match: string;
  /** The bit of `TRAIT` without which the expression is not run. */
  readonly gate: number;
}

export interface CompiledRoute {
  readonly between: ReadonlySet<ListId>;
  /** Signs that connect two places with no word between them, such as a dash. */
  readonly signs: string;
  readonly toward: ReadonlySet<ListId>;
  /** Most tokens between a word of `toward` and its place. */
  readonly near: number;
  readonly isAdjacent: boolean;
  readonly border: 'crossed' | 'inside' | 'either';
}

export interface CompiledPrice {
  /** In euro; 0 when any sum will do. */
  readonly atLeast: number;
  /** In euro; infinite when there is no upper limit. */
  readonly below: number;
}

/** One rule as one language speaks it; a rule that names no concept is compiled once, for any language. */
export interface CompiledRule {
  readonly id: string;
  readonly category: Category;
  readonly weight: number;
  readonly language: LanguageIndex;
  readonly anchors: readonly ListId[];
  /** Each must have a hit of one of its lists within `within` tokens. */
  readonly companions: readonly (readonly ListId[])[];
  readonly without: readonly ListId[];
  /** In tokens. */
  readonly within: number;
  /** In tokens. */
  readonly cancelWithin: number;
  readonly patterns: readonly CompiledPattern[];
  /** The gates of all patterns together. */
  readonly gates: number;
  readonly route: CompiledRoute | null;
  readonly price: CompiledPrice | null;
  readonly leaning: RuleLeaning | null;
}

/** What a reader is told about a rule. */
export interface RuleText {
  readonly title: string;
  readonly gloss: Gloss;
  readonly benign: string;
  /** Of the rule's own wording; `evidenceOf` says it of what the rule found in a language. */
  readonly evidence: Rule['evidence'];
  /** Whether what it finds rests on words, places or sums that each language lists for itself. */
  readonly restsOnLanguage: boolean;
}

/** Everything the matcher needs, as plain data: a file can hold it and threads can share it. */
export interface CompiledRules {
  readonly rules: readonly CompiledRule[];
  readonly table: TokenTableData;
  readonly phrases: PhraseIndex;
  /** Rules by a list that can be their anchor, but for those that only add up. */
  readonly rulesOfList: FlatLists;
  /** The same of those that only add up: they are asked where enough of them may be met. */
  readonly signsOfList: FlatLists;
  /** By rule, the groups of lists that it asks for (`flatGroups`). */
  readonly companionsOf: FlatLists;
  readonly languageOfList: readonly LanguageIndex[];
  readonly patternRules: readonly number[];
  readonly routeRules: readonly number[];
  readonly priceRules: readonly number[];
  /** Rules that go by how a post leans. */
  readonly leaningRules: readonly number[];
  readonly leanings: CompiledLeanings;
  /** Languages that list words of their own, those that join another counted with it. */
  readonly languages: readonly string[];
  /** Varieties that packs list by themselves, and the language that each is counted with. */
  readonly joins: ReadonlyMap<string, string>;
  /** Languages, varieties among them, whose words a native reader has checked. */
  readonly checkedLanguages: readonly string[];
  /** Euro per unit by index of the currency; 0 when no rate is known. */
  readonly rates: readonly number[];
  /** Euro per unit of the currency at home, by language; 0 where there is none, or several. */
  readonly homeRates: readonly number[];
  /** ISO 4217 codes by index of the currency. */
  readonly currencies: readonly string[];
  /** Lists of words for days and times. */
  readonly dateLists: ReadonlySet<ListId>;
  /** Lists of words that stand behind a price: each, in total, to be paid. */
  readonly priceLists: ReadonlySet<ListId>;
  /** Lists of words for paying, which lead to a price as well. */
  readonly payLists: ReadonlySet<ListId>;
  /** Lists of words that deny what stands beside them. */
  readonly denialLists: ReadonlySet<ListId>;
  /** Lists of words for boats. */
  readonly boatLists: ReadonlySet<ListId>;
  readonly gate: Gate;
  /** By the rule's id. */
  readonly texts: ReadonlyMap<string, RuleText>;
  /** Of the packs (`liveDigestOf`): what a release says of itself at a start is held against it. */
  readonly liveDigest: string;
  /** Who wrote a rule, by its id: they do not judge second what it brought. */
  readonly authors: ReadonlyMap<string, string>;
}
