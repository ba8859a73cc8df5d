import { MAX_JOINED, MIN_JOINED } from '../compile/joined-reading.ts';
import type { TokenTable } from '../compile/token-table.ts';
import { NO_RECORD } from '../compile/token-table-data.ts';
import { classOfUnit } from '../text/fold-table.ts';
import { FIRST_HASH, hashOn } from '../text/hash.ts';
import { isLeetSign, letterOfSign } from '../text/leet.ts';
import { ALPHABET, alphabetOf } from '../text/letter-group.ts';
import type { Normalised } from '../text/normalise.ts';
import { signSet } from '../text/sign-set.ts';
import { SPACE } from '../text/signs.ts';
import type { Tokens } from '../text/tokens.ts';
import { UNIT } from '../text/unit-class.ts';
import { isKnown } from './token-traits.ts';

const NINE = 0x39;
const PLUS = 0x2b;
const BAR = 0x7c;
/** On the average of what signs part: shorter pieces are those of one word. */
const LETTERS_OF_A_WORD = 4;
const APOSTROPHE = 0x27;

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

/** Looks at what is glued together from token `first` on. The answer is reused by the next call. */
export function gluedPieces(text: Normalised, tokens: Tokens, first: number, table: TokenTable): Glued {
  glued.pieces = 0;
  const begin = firstUnit(text, tokens, first);
  const firstEnd = tokens.end[first] ?? 0;
  // Nearly every token is a word by itself, with a space around it.
  if (begin === tokens.start[first] && (firstEnd >= text.length || text.units[firstEnd] === SPACE))
    return glued;
  read(text, tokens, { begin, first }, table);
  return glued;
}

/** Where the word begins: at its token, or at signs before it that stand for letters ("@fter"). */
function firstUnit(text: Normalised, tokens: Tokens, first: number): number {
  const start = tokens.start[first] ?? 0;
  const before = first > 0 ? (tokens.end[first - 1] ?? 0) : 0;
  let begin = start;
  while (begin > before && isLeetSign(text.units[begin - 1] ?? 0)) begin -= 1;
  return begin === 0 || text.units[begin - 1] === SPACE ? begin : start;
}

function read(
  text: Normalised,
  tokens: Tokens,
  from: { begin: number; first: number },
  table: TokenTable,
): void {
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
  let token = from.first;
  let wasOther = false;
  let unit = from.begin;
  for (; unit < text.length && length < MAX_JOINED; unit += 1) {
    const value = text.units[unit] ?? 0;
    if (value === SPACE) break;
    const kind = classOfUnit(value);
    const isLetter = kind === UNIT.letter || kind === UNIT.digit;
    const isSign = !isLetter && isLeetSign(value) && !isExclamation(text, unit);
    if (isLetter || isSign) {
      glued.at[length] = unit;
      const letter = isSign ? letterOfSign(value, alphabetAround(text, unit)) : value;
      glued.letters[length] = letter;
      hash = hashOn(hash, letter);
      hasLetters ||= letter > NINE;
      if (isLetter) ownLetters += value > NINE ? 1 : -1;
      else if (value === PLUS || value === BAR) parting += 1;
      if (isSign && firstPiece === 0) firstPiece = length;
      length += 1;
      // Asked letter by letter: to begin anew at each edge took 100 KB of "€1" a fifth of a second.
      if (table.isStem(glued.letters, 0, length, hash)) stem = length;
      if (isSign) signs += 1;
      wasOther = false;
    } else {
      // One sign between two letters hides a word; a second one ends it, and so does a picture.
      // An apostrophe is spelling ("we'll", "l'île").
      if (wasOther || kind === UNIT.sign || kind === UNIT.single || value === APOSTROPHE) break;
      if (firstPiece === 0) firstPiece = length;
      others += 1;
      isParted ||= PARTING.has(value);
      wasOther = true;
    }
    while (token < tokens.length && (tokens.end[token] ?? 0) <= unit + 1) token += 1;
    // Behind the last token stand those of an earlier post.
    const isAtEdge = token >= tokens.length || (tokens.start[token] ?? 0) > unit;
    if (!isAtEdge || wasOther || signs + others === 0 || length < MIN_JOINED || !hasLetters) continue;
    // A stem must reach over the first gap: "dubai*" is no reason to read "Dubai-Tripoli" as one word.
    if (stem <= firstPiece && table.lookupWord(glued.letters, 0, length, hash | 0) === NO_RECORD) continue;
    if (!(isParted && areWords(text, tokens, { first: from.first, end: token }, table)))
      take(length, { pieces: token - from.first, end: unit + 1, isKnown: true });
  }
  const isWhole = unit >= text.length || text.units[unit] === SPACE;
  // Two signs among letters are a disguise, whatever the word; one alone may be an address or a price, and so may two among
  // digits ("1500€-2000€").
  if (glued.pieces > 0 || !isWhole || signs < 2 || length - signs < 2 || ownLetters < 0) return;
  if (parting < signs || !partsWholeWords(text, tokens, from.first, token))
    take(length, { pieces: token - from.first, end: unit, isKnown: false });
}

/** Signs behind which many leave out the space. */
const PARTING = signSet(',.;:!?\u060C\u061B\u06D4\u0964\u1361\u1362\u1363\u1364');

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

/** The alphabet of the letter behind the unit, or before it where a sign is behind. */
function alphabetAround({ units, length }: Normalised, at: number): number {
  // Behind the last unit stand those of an earlier post.
  const behind = at + 1 < length ? alphabetOf(units[at + 1] ?? 0) : 0;
  return behind || alphabetOf(units[at - 1] ?? 0) || ALPHABET.latin;
}

function take(length: number, found: { pieces: number; end: number; isKnown: boolean }): void {
  glued.pieces = found.pieces;
  glued.end = found.end;
  glued.isKnown = found.isKnown;
  glued.length = length;
}

/** "Leave now!" ends a word, and hides no letter. */
function isExclamation({ units, length }: Normalised, at: number): boolean {
  return (
    units[at] === EXCLAMATION &&
    (at + 1 >= length || units[at + 1] === SPACE || units[at + 1] === EXCLAMATION)
  );
}

const EXCLAMATION = 0x21;
