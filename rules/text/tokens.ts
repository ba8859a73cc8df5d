import { traitsOfUnit } from './fold-table.ts';
import { FIRST_HASH, hashOn, hashUnits } from './hash.ts';
import type { Normalised } from './normalise.ts';
import { marksOf } from './token-marks.ts';
import { FIRST_TOKENS, MAX_KEPT_TOKENS } from './token-room.ts';
import { classOf, TRAIT, UNIT } from './unit-class.ts';

/** Token boundaries in units of the normalised text; `hash` identifies a token's letters. */
export interface Tokens {
  start: Int32Array;
  end: Int32Array;
  hash: Int32Array;
  /** Bits of `OTHER`: whether the token may be something else than the word that its letters spell. */
  other: Uint8Array;
  length: number;
  /** Bit set of `TRAIT` over all units of the text: which kinds of signs occur in it at all. */
  traits: number;
  /** How many digits are in it. */
  digits: number;
}

export function emptyTokens(capacity = FIRST_TOKENS): Tokens {
  return {
    start: new Int32Array(capacity),
    end: new Int32Array(capacity),
    hash: new Int32Array(capacity),
    other: new Uint8Array(capacity),
    length: 0,
    traits: 0,
    digits: 0,
  };
}

/**
 * Splits into words (letters, marks and digits), single letters of unspaced scripts, and signs (an emoji, an arrow,
 * a pair of regional indicators). Apostrophes split, which serves Turkish suffixes and French elision alike.
 */
export function tokeniseInto(text: Normalised, into: Tokens): Tokens {
  resetTokens(into);
  tokeniseFrom(text, into, 0);
  return finishTokens(into);
}

export function resetTokens(into: Tokens): void {
  if (into.start.length > MAX_KEPT_TOKENS) Object.assign(into, emptyTokens());
  into.length = 0;
  into.traits = 0;
  into.digits = 0;
}

/** Adds the tokens of a text from a place where none is begun. */
export function tokeniseFrom(text: Normalised, into: Tokens, start: number): void {
  const { units, length } = text;
  let at = start;
  while (at < length) {
    const unit = units[at] ?? 0;
    const traits = traitsOfUnit(unit);
    const kind = traits & TRAIT.class;
    if (kind === UNIT.letter || kind === UNIT.digit) at = readWord(text, into, at);
    else if (isHighSurrogate(unit)) at = readAstral(text, into, at);
    else {
      into.traits |= traits;
      if (kind === UNIT.separator) at += 1;
      else at = readSign(text, into, at);
    }
  }
}

/** Fewer digits are no telephone number. */
const NUMBER_DIGITS = 6;

/** Adds what can be said only of the whole text. */
export function finishTokens(into: Tokens): Tokens {
  if (into.digits >= NUMBER_DIGITS) into.traits |= TRAIT.number;
  return into;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** A character of two units: a letter that begins a word, a sign, or nothing. */
function readAstral(text: Normalised, into: Tokens, at: number): number {
  const { units } = text;
  const kind = astralClass(units[at] ?? 0, units[at + 1] ?? 0);
  if (kind === UNIT.letter || kind === UNIT.digit) return readWord(text, into, at);
  into.traits |= kind === UNIT.sign ? TRAIT.known | TRAIT.picture : TRAIT.known;
  if (isRegional(units, at)) into.traits |= TRAIT.flag;
  return kind === UNIT.separator ? at + 1 : readSign(text, into, at);
}

/** Told by regular expressions, so each character is asked about once. */
const astralClasses = new Map<number, number>();

function astralClass(high: number, low: number): number {
  const key = (high << 16) | low;
  let known = astralClasses.get(key);
  if (known === undefined) {
    known = classOf(String.fromCharCode(high, low));
    astralClasses.set(key, known);
  }
  return known;
}

/** Takes in the word that begins at `start`, hashing as it goes; answers where it ends. */
function readWord(text: Normalised, into: Tokens, start: number): number {
  const { units, length } = text;
  let hash = FIRST_HASH;
  let traits = 0;
  let digits = 0;
  let at = start;
  let kindBefore = 0;
  for (; at < length; at += 1) {
    const unit = units[at] ?? 0;
    const own = traitsOfUnit(unit);
    const kind = own & TRAIT.class;
    if (kind === UNIT.letter || kind === UNIT.digit) {
      if (kind !== kindBefore && kindBefore !== 0 && isScriptEdge(units[at - 1] ?? 0, unit)) break;
      kindBefore = kind;
      traits |= own;
      if (kind === UNIT.digit) digits += 1;
    } else {
      if (!isHighSurrogate(unit) || astralClass(unit, units[at + 1] ?? 0) !== UNIT.letter) break;
      kindBefore = UNIT.letter;
      hash = hashOn(hash, unit);
      at += 1;
      if (at === length) break;
    }
    hash = hashOn(hash, units[at] ?? 0);
  }
  into.traits |= traits;
  pushWord(into, { start, end: at, hash, digits, other: marksOf(text, start, at) });
  return at;
}

/**
 * "For 1800" and "500 taka" are written as one in Arabic, Bengali and others. In Latin, Cyrillic and Greek a digit inside a
 * word may be a letter in disguise.
 */
export function isScriptEdge(before: number, unit: number): boolean {
  return before >= FIRST_OTHER_SCRIPT || unit >= FIRST_OTHER_SCRIPT;
}

export const FIRST_OTHER_SCRIPT = 0x590;

function readSign(text: Normalised, into: Tokens, start: number): number {
  const end = signEnd(text.units, start, text.length);
  pushToken(into, start, end, hashUnits(text.units, start, end));
  return end;
}

function signEnd(units: Uint16Array, start: number, length: number): number {
  const unit = units[start] ?? 0;
  if (unit < 0xd800 || unit > 0xdbff) return start + 1;
  // The buffer is reused, so units behind `length` are leftovers and must not be read as a pair.
  if (start + 4 <= length && isRegional(units, start) && isRegional(units, start + 2)) return start + 4;
  return Math.min(start + 2, length);
}

function isRegional(units: Uint16Array, at: number): boolean {
  const low = units[at + 1] ?? 0;
  return units[at] === 0xd83c && low >= 0xdde6 && low <= 0xddff;
}

export function pushToken(into: Tokens, start: number, end: number, hash: number): void {
  const at = into.length;
  if (at === into.start.length) grow(into);
  into.start[at] = start;
  into.end[at] = end;
  into.hash[at] = hash;
  into.other[at] = 0;
  into.length = at + 1;
}

export function pushWord(
  into: Tokens,
  word: {
    readonly start: number;
    readonly end: number;
    readonly hash: number;
    readonly digits: number;
    readonly other: number;
  },
): void {
  pushToken(into, word.start, word.end, word.hash | 0);
  into.other[into.length - 1] = word.other;
  into.digits += word.digits;
}

/** Makes room for so many tokens behind the one at `at`, each a letter or more of it, so that units stay more than tokens. */
export function openGap(tokens: Tokens, at: number, count: number): void {
  const length = tokens.length + count;
  while (length > tokens.start.length) grow(tokens);
  for (const array of [tokens.start, tokens.end, tokens.hash, tokens.other])
    array.copyWithin(at + 1 + count, at + 1, tokens.length);
  tokens.length = length;
}

/** Writes a token over the one at `at`. */
export function setToken(
  text: Normalised,
  tokens: Tokens,
  at: number,
  range: { start: number; end: number },
): void {
  tokens.start[at] = range.start;
  tokens.end[at] = range.end;
  tokens.hash[at] = hashUnits(text.units, range.start, range.end);
  tokens.other[at] = marksOf(text, range.start, range.end);
}

function grow(into: Tokens): void {
  const size = into.start.length * 2;
  for (const key of ['start', 'end', 'hash'] as const) {
    const larger = new Int32Array(size);
    larger.set(into[key]);
    into[key] = larger;
  }
  const larger = new Uint8Array(size);
  larger.set(into.other);
  into.other = larger;
}

/** Tells the signs of the whole text anew, for when rewriting it may have removed the only one of a kind. */
export function tellTraits(text: Normalised, tokens: Tokens): void {
  const { units, length } = text;
  let traits = 0;
  let digits = 0;
  for (let at = 0; at < length; at += 1) {
    const own = traitsOfUnit(units[at] ?? 0);
    traits |= own;
    if ((own & TRAIT.digit) !== 0) digits += 1;
    else if (isRegional(units, at)) traits |= TRAIT.flag;
  }
  // Pictures are of two units, and nobody asks for them once something was rewritten.
  tokens.traits = traits | (tokens.traits & TRAIT.picture);
  tokens.digits = digits;
  finishTokens(tokens);
}
