import { MAX_JOINED, MIN_JOINED } from '../compile/joined-reading.ts';
import { mayStartStem } from '../compile/sieve.ts';
import type { TokenTable } from '../compile/token-table.ts';
import { FIRST_HASH, hashOn } from '../text/hash.ts';
import { isLeetSign } from '../text/leet.ts';
import type { Normalised } from '../text/normalise.ts';
import { SPACE } from '../text/signs.ts';
import type { Tokens } from '../text/tokens.ts';
import { GLUED, type GluedUnits } from './glued-units.ts';
import { isKnown } from './token-traits.ts';

const NINE = 0x39;
/** On the average of what signs part: shorter pieces are those of one word. */
const LETTERS_OF_A_WORD = 4;

/** What stands together without a space and makes one word ("b-oat", "vi$a", "@fter"). */
export interface Glued {
  /** How many tokens it takes in; 0 when it is no such word. */
  pieces: number;
  /** Whether the rules know the word; one that they do not know is kept from being read as its pieces. */
  isKnown: boolean;
  /** The places of its letters in the text, and the letters, signs read as the letters they stand for. */
  readonly at: Int32Array;
  readonly letters: Uint16Array;
  length: number;
  /** In units, end exclusive. */
  end: number;
}

const glued: Glued = {
  pieces: 0,
  isKnown: false,
  at: new Int32Array(MAX_JOINED),
  letters: new Uint16Array(MAX_JOINED),
  length: 0,
  end: 0,
};

/**
 * Looks at what is glued together from token `first` on. The answer is reused by the next call.
 * @param around what is known of the units there
 */
export function gluedPieces({ text, tokens, first, around }: Look, table: TokenTable): Glued {
  glued.pieces = 0;
  const begin = firstUnit(text, tokens, first);
  const firstEnd = tokens.end[first] ?? 0;
  // Nearly every token is a word by itself, with a space around it.
  if (begin === tokens.start[first] && (firstEnd >= text.length || text.units[firstEnd] === SPACE))
    return glued;
  around.lookFrom(begin, first);
  read({ text, tokens, first, around }, begin, table);
  return glued;
}

interface Look {
  readonly text: Normalised;
  readonly tokens: Tokens;
  readonly first: number;
  readonly around: GluedUnits;
}

/** Where the word begins: at its token, or at signs before it that stand for letters ("@fter"). */
function firstUnit(text: Normalised, tokens: Tokens, first: number): number {
  const start = tokens.start[first] ?? 0;
  const before = first > 0 ? (tokens.end[first - 1] ?? 0) : 0;
  let begin = start;
  while (begin > before && isLeetSign(text.units[begin - 1] ?? 0)) begin -= 1;
  return begin === 0 || text.units[begin - 1] === SPACE ? begin : start;
}

function read({ text, tokens, first, around }: Look, begin: number, table: TokenTable): void {
  const { letters } = glued;
  let length = 0;
  let firstPiece = 0;
  let signs = 0;
  let others = 0;
  // Digits are letters in disguise only where letters stand beside them.
  let hasLetters = false;
  // Letters that stand in the text as such, less its digits.
  let ownLetters = 0;
  let parting = 0;
  let isParted = false;
  let hash = FIRST_HASH;
  let stem = 0;
  let mayBeStem = true;
  let wasOther = false;
  let unit = begin;
  for (; unit < text.length && length < MAX_JOINED; unit += 1) {
    const kind = around.kindAt(text, tokens, unit);
    if ((kind & (GLUED.letter | GLUED.sign)) !== 0) {
      glued.at[length] = unit;
      const letter = around.letterAt(unit);
      letters[length] = letter;
      hash = hashOn(hash, letter);
      hasLetters ||= letter > NINE;
      if ((kind & GLUED.sign) === 0) ownLetters += (kind & GLUED.digit) === 0 ? 1 : -1;
      else {
        if (firstPiece === 0) firstPiece = length;
        signs += 1;
        if ((kind & GLUED.bar) !== 0) parting += 1;
      }
      length += 1;
      // Asked letter by letter, for as long as any stem may begin so.
      if (mayBeStem && table.isStem(letters, 0, length, hash)) stem = length;
      if (length === TELLING) mayBeStem = mayStartStem(table.data.sieve, letters, 0, length);
      wasOther = false;
    } else {
      // One sign between two letters hides a word; a second one ends it, and so do a picture and a space.
      if (wasOther || (kind & GLUED.end) !== 0) break;
      if (firstPiece === 0) firstPiece = length;
      others += 1;
      isParted ||= (kind & GLUED.parting) !== 0;
      wasOther = true;
    }
    if ((kind & GLUED.edge) === 0 || wasOther || signs + others === 0 || length < MIN_JOINED || !hasLetters)
      continue;
    // A stem must reach over the first gap: "dubai*" is no reason to read "Dubai-Tripoli" as one word.
    if (stem <= firstPiece && !table.isWord(letters, 0, length, hash | 0)) continue;
    const end = tokenBehind(tokens, first, unit + 1);
    if (!(isParted && areWords(text, tokens, { first, end }, table)))
      take(length, { pieces: end - first, end: unit + 1, isKnown: true });
  }
  const isWhole = unit >= text.length || text.units[unit] === SPACE;
  // Two signs among letters are a disguise, whatever the word; one alone may be an address or a price, and so may two among
  // digits ("1500€-2000€").
  if (glued.pieces > 0 || !isWhole || signs < 2 || length - signs < 2 || ownLetters < 0) return;
  const end = tokenBehind(tokens, first, unit);
  if (parting < signs || !partsWholeWords(text, tokens, first, end))
    take(length, { pieces: end - first, end: unit, isKnown: false });
}

/** So many letters tell most of what begins no stem. */
const TELLING = 4;

/** The first token from `first` on that does not end before a unit. */
function tokenBehind({ end, length }: Tokens, first: number, unit: number): number {
  let token = first;
  while (token < length && (end[token] ?? 0) <= unit) token += 1;
  return token;
}

/** "Broke his leg,i am at the border": rules know each of the pieces, so it is no word of its own ("legi*"), of 1,996 such pairs every twentieth. */
function areWords(
  text: Normalised,
  tokens: Tokens,
  { first, end }: { readonly first: number; readonly end: number },
  table: TokenTable,
): boolean {
  for (let token = first; token < end; token += 1) if (!isKnown({ text, tokens }, token, table)) return false;
  return true;
}

/** "Turkey|Greece|Italy", "food+boat+hotel": what stands between is long enough to be words. */
function partsWholeWords(text: Normalised, tokens: Tokens, first: number, end: number): boolean {
  let letters = 0;
  for (let token = first; token < end; token += 1)
    letters += (tokens.end[token] ?? 0) - (tokens.start[token] ?? 0);
  return letters >= LETTERS_OF_A_WORD * (end - first) && !isGluedToSigns(text, tokens, first, end);
}

/** Two signs side by side, or one at an edge, stand for letters and part nothing. */
function isGluedToSigns({ units }: Normalised, tokens: Tokens, first: number, end: number): boolean {
  for (let token = first; token + 1 < end; token += 1) {
    const from = tokens.end[token] ?? 0;
    if ((tokens.start[token + 1] ?? 0) !== from + 1 || !isLeetSign(units[from] ?? 0)) return true;
  }
  return false;
}

function take(length: number, found: { pieces: number; end: number; isKnown: boolean }): void {
  glued.pieces = found.pieces;
  glued.end = found.end;
  glued.isKnown = found.isKnown;
  glued.length = length;
}
