import type { CompiledRules } from '../compile/compiled-rules.ts';
import { ANY_LANGUAGE, type LanguageIndex } from '../compile/element.ts';
import type { TokenTable } from '../compile/token-table.ts';
import type { Normalised } from '../text/normalise.ts';
import type { Tokens } from '../text/tokens.ts';
import { type Ears, emptyEars } from './ears.ts';
import { LanguageTally } from './language-tally.ts';
import { clearListHits, emptyListHits, type ListHits } from './list-hits.ts';
import { emptyMeanings, type Meanings } from './meanings.ts';
import { emptyMoneyWords, type MoneyWords } from './money-words.ts';

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

/** Working state of one scoring: filled by the matchers one after another, then cleared for the next post. */
export interface Found {
  readonly compiled: CompiledRules;
  readonly table: TokenTable;
  readonly text: Normalised;
  readonly tokens: Tokens;
  /** What each token can stand for. */
  readonly meanings: Meanings;
  readonly lists: ListHits;
  readonly places: PlaceHit[];
  readonly money: MoneyHit[];
  readonly moneyWords: MoneyWords;
  readonly ears: Ears;
  /** How many tokens of one script each language uses. */
  readonly tally: LanguageTally;
  /** The language with most words in the post; -1 for none. */
  clearest: LanguageIndex;
  /** 1 for the languages that speak in the post. */
  readonly speaks: Uint8Array;
  /** The turn in which each rule was last looked at, so that clearing between posts costs nothing. */
  readonly seen: Uint32Array;
  turn: number;
  /** What reads of far memory ahead of their use added up to; kept so that they are not thought away. */
  touched: number;
  readonly hits: RuleHit[];
  readonly errors: { rule: number; error: string }[];
}

export function emptyFound(parts: Pick<Found, 'compiled' | 'table' | 'text' | 'tokens'>): Found {
  const { compiled } = parts;
  const languages = compiled.languages.length;
  return {
    ...parts,
    meanings: emptyMeanings(parts.table),
    lists: emptyListHits(compiled.languageOfList.length),
    places: [],
    money: [],
    moneyWords: emptyMoneyWords(),
    ears: emptyEars(),
    tally: new LanguageTally(parts.table.data.languageWords),
    clearest: ANY_LANGUAGE,
    speaks: new Uint8Array(languages),
    seen: new Uint32Array(compiled.rules.length),
    turn: 0,
    touched: 0,
    hits: [],
    errors: [],
  };
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
  if (found.errors.length > 0) found.errors.length = 0;
}

/** A rule's evidence is capped, so that one repeated word cannot blow up an assessment. */
export const MAX_HITS_PER_RULE = 8;
