import type { CompiledRule, CompiledRules } from '../compile/compiled-rules.ts';
import { ANY_LANGUAGE, type LanguageIndex } from '../compile/element.ts';
import type { TokenTable } from '../compile/token-table.ts';
import type { Normalised } from '../text/normalise.ts';
import type { Tokens } from '../text/tokens.ts';
import type { Appeal } from './appeal.ts';
import { LanguageTally } from './language-tally.ts';
import { clearListHits, emptyListHits, type ListHits } from './list-hits.ts';
import type { Meanings } from './meanings.ts';
import { emptyMoneyWords, type MoneyWords } from './money-words.ts';
import { emptyNeeds, type Needs } from './needs.ts';
import type { PostReader } from './post-reader.ts';
import { Repeats } from './repeats.ts';
import type { Sifted } from './sifted.ts';
import { emptyStretches, type Stretches } from './stretches.ts';

/** A rule's evidence in the post, in units of the normalised text. */
export interface RuleHit {
  readonly rule: number;
  readonly start: number;
  readonly end: number;
}

/** A place name, in tokens. */
export interface PlaceHit {
  /** Its own spelling says "to". */
  readonly isToward: boolean;
  /** 0 when not known. */
  readonly country: number;
  readonly start: number;
  readonly end: number;
}

/** A word of money, in tokens: a currency, a multiplier or a number word. */
export interface MoneyHit {
  readonly owner: number;
  readonly group: number;
  readonly start: number;
  readonly end: number;
}

/** By token of a long post, how many figures stand before it, once somebody asked in the turn that is told (`reach.ts`). */
export interface FigureCounts {
  before: Int32Array;
  turn: number;
}

/** Working state of one scoring: filled by the matchers one after another, then cleared for the next post. */
export interface Found {
  readonly compiled: CompiledRules;
  readonly table: TokenTable;
  readonly reader: PostReader;
  /** What is read, as it was written. */
  post: string;
  readonly text: Normalised;
  readonly tokens: Tokens;
  readonly sifted: Sifted;
  /** Tokens that are part of a handle or link, in reading order. */
  readonly addresses: number[];
  /** What each token can stand for. */
  readonly meanings: Meanings;
  readonly lists: ListHits;
  readonly places: PlaceHit[];
  readonly money: MoneyHit[];
  readonly moneyWords: MoneyWords;
  /** How many tokens of one script each language uses. */
  readonly tally: LanguageTally;
  /** The language with most words in the post; -1 for none. */
  clearest: LanguageIndex;
  /** By script, the language with most words in it, for the scripts of the post. */
  readonly clearestIn: Int32Array;
  /** 1 for the languages that speak in the post. */
  readonly speaks: Uint8Array;
  /** Who speaks in the parts of a longer post. */
  readonly stretches: Stretches;
  /** The turn in which each rule was last looked at, so that clearing between posts costs nothing. */
  readonly seen: Uint32Array;
  /** By rule, 1 where one list is all it asks for: reading the rule itself costs more than that. */
  readonly isLone: Uint8Array;
  /** The signs of need that lists stand for. */
  readonly needs: Needs;
  readonly figures: FigureCounts;
  turn: number;
  readonly hits: RuleHit[];
  /** What other languages found as well. */
  readonly repeats: Repeats;
  /** How the stretches of the post lean toward calls for help, where signs of need were looked at. */
  appeals: readonly Appeal[];
  readonly errors: { rule: number; error: string }[];
}

const NO_APPEALS: readonly Appeal[] = Object.freeze([]);

/** Numbers of scripts are below this: sets of them are bits of one number. */
const SCRIPTS = 32;

export function emptyFound(compiled: CompiledRules, table: TokenTable, reader: PostReader): Found {
  const { text, tokens, sifted, meanings } = reader;
  const languages = compiled.languages.length;
  return {
    compiled,
    table,
    reader,
    post: '',
    text,
    tokens,
    sifted,
    addresses: [],
    meanings,
    lists: emptyListHits(compiled.languageOfList.length),
    places: [],
    money: [],
    moneyWords: emptyMoneyWords(),
    tally: new LanguageTally(table.data.languageWords),
    clearest: ANY_LANGUAGE,
    clearestIn: new Int32Array(SCRIPTS),
    speaks: reader.speaks.subarray(0, languages),
    stretches: emptyStretches(),
    seen: new Uint32Array(compiled.rules.length),
    isLone: Uint8Array.from(compiled.rules, (rule) => (isLone(rule) ? 1 : 0)),
    needs: emptyNeeds(compiled),
    figures: { before: new Int32Array(0), turn: -1 },
    turn: 0,
    hits: [],
    repeats: new Repeats(),
    appeals: NO_APPEALS,
    errors: [],
  };
}

/** Whether one list by itself, wherever it has a hit, is all that the rule asks for. */
function isLone({ anchors, companions, without }: CompiledRule): boolean {
  return anchors.length === 1 && companions.length === 0 && without.length === 0;
}

const MAX_TURN = 0xffff_ffff;

export function clearFound(found: Found): void {
  clearListHits(found.lists);
  if (found.turn === MAX_TURN) {
    found.seen.fill(0);
    found.turn = 0;
  }
  found.turn += 1;
  // Setting a length throws the list's storage away, which is wasted work for the many that stayed empty.
  if (found.places.length > 0) found.places.length = 0;
  if (found.money.length > 0) found.money.length = 0;
  if (found.hits.length > 0) found.hits.length = 0;
  found.repeats.forget();
  found.appeals = NO_APPEALS;
  if (found.errors.length > 0) found.errors.length = 0;
}
