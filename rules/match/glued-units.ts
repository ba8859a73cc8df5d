import { classOfUnit } from '../text/fold-table.ts';
import { isLeetSign, letterOfSign } from '../text/leet.ts';
import { ALPHABET, alphabetOf } from '../text/letter-group.ts';
import type { Normalised } from '../text/normalise.ts';
import { signSet } from '../text/sign-set.ts';
import { SPACE } from '../text/signs.ts';
import type { Tokens } from '../text/tokens.ts';
import { UNIT } from '../text/unit-class.ts';

const APOSTROPHE = 0x27;
const EXCLAMATION = 0x21;
const BAR = 0x7c;
const PLUS = 0x2b;
/** Signs behind which many leave out the space. */
const PARTING = signSet(',.;:!?\u060C\u061B\u06D4\u0964\u1361\u1362\u1363\u1364');

/** What a unit is to a word that is put together of what is glued, as bits. */
export const GLUED = {
  /** A letter or a digit. */
  letter: 1,
  /** A digit, which is also a letter. */
  digit: 2,
  /** A sign that stands for a letter. */
  sign: 4,
  /** A space, or what no word goes on behind. */
  end: 8,
  /** A sign behind which many leave out the space. */
  parting: 16,
  /** A sign that stands for a letter and as often parts words. */
  bar: 32,
  /** No token goes on behind it. */
  edge: 64,
} as const;

/** More than one look takes in: the most letters of a word, and a sign before each. A power of two. */
const ROOM = 64;
const PLACE = ROOM - 1;

/**
 * What the units are that were looked at last, by their place in the text. Of "€1" again and again each sign may begin a word, and
 * each look takes in what the 20 before it did: that was half of all the time of such a post.
 */
export class GluedUnits {
  readonly #kinds = new Uint8Array(ROOM);
  readonly #letters = new Uint16Array(ROOM);
  /** Units before it are known, back to where looking began or `ROOM` of them. */
  #end = 0;
  #begin = 0;
  /** The token in which the unit at `#end` stands, or the next. */
  #token = 0;

  /** Forgets all, as the text was changed. */
  forget(): void {
    this.#begin = 0;
    this.#end = 0;
  }

  /** Told where a look begins, and at which token; they go forward. */
  lookFrom(unit: number, token: number): void {
    if (unit >= this.#begin && unit < this.#end) return;
    this.#begin = unit;
    this.#end = unit;
    this.#token = token;
  }

  /** What a unit is: the one where a look began, or the next. */
  kindAt(text: Normalised, tokens: Tokens, unit: number): number {
    if (unit === this.#end) {
      this.#kinds[unit & PLACE] = this.#read(text, tokens, unit);
      this.#end += 1;
    }
    return this.#kinds[unit & PLACE] ?? 0;
  }

  /** The letter that a unit is or stands for, once its kind was asked for. */
  letterAt(unit: number): number {
    return this.#letters[unit & PLACE] ?? 0;
  }

  #read(text: Normalised, tokens: Tokens, unit: number): number {
    const value = text.units[unit] ?? 0;
    if (value === SPACE) return GLUED.end;
    while (this.#token < tokens.length && (tokens.end[this.#token] ?? 0) <= unit + 1) this.#token += 1;
    // Behind the last token stand those of an earlier post.
    const isAtEdge = this.#token >= tokens.length || (tokens.start[this.#token] ?? 0) > unit;
    const edge = isAtEdge ? GLUED.edge : 0;
    this.#letters[unit & PLACE] = value;
    const kind = classOfUnit(value);
    if (kind === UNIT.letter) return edge | GLUED.letter;
    if (kind === UNIT.digit) return edge | GLUED.letter | GLUED.digit;
    if (isLeetSign(value) && !isExclamation(text, unit)) {
      this.#letters[unit & PLACE] = letterOfSign(value, alphabetAround(text, unit));
      return edge | GLUED.sign | (value === PLUS || value === BAR ? GLUED.bar : 0);
    }
    // A picture ends a word. An apostrophe is spelling ("we'll", "l'île").
    if (kind === UNIT.sign || kind === UNIT.single || value === APOSTROPHE) return edge | GLUED.end;
    return edge | (PARTING.has(value) ? GLUED.parting : 0);
  }
}

/** The alphabet of the letter behind the unit, or before it where a sign is behind. */
function alphabetAround({ units, length }: Normalised, at: number): number {
  // Behind the last unit stand those of an earlier post.
  const behind = at + 1 < length ? alphabetOf(units[at + 1] ?? 0) : 0;
  return behind || alphabetOf(units[at - 1] ?? 0) || ALPHABET.latin;
}

/** "Leave now!" ends a word, and hides no letter. */
function isExclamation({ units, length }: Normalised, at: number): boolean {
  return (
    units[at] === EXCLAMATION &&
    (at + 1 >= length || units[at + 1] === SPACE || units[at + 1] === EXCLAMATION)
  );
}
