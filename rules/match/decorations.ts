import type { TokenTable } from '../compile/token-table.ts';
import { blank } from '../text/blank.ts';
import { copyToken } from '../text/copy-token.ts';
import { isDigit, isK } from '../text/digit.ts';
import { UNDONE } from '../text/fold-code-point.ts';
import type { Normalised } from '../text/normalise.ts';
import { SPACE } from '../text/signs.ts';
import type { Tokens } from '../text/tokens.ts';
import { TRAIT } from '../text/unit-class.ts';
import { countsReaders } from './reader-counts.ts';
import { isFigure, isKnown } from './token-traits.ts';

/** So many pictures, and one to so few words, are strewn in to part them; fewer are how people write. */
const FEWEST = 4;
const COMMA = 0x2c;
const WORDS_TO_ONE = 3;
/** A boat between two towns says how one gets from the one to the other; so many boats between words say nothing. */
const OFTEN = 3;

/**
 * Takes out pictures that mean nothing to any rule, so that words, sums and the ends of a route stand together as they are read and a
 * cry for help is as near to its place with praying hands between as without. Where pictures are strewn between words
 * ("we✨ take✨ you✨"), only the first of one that means something stays, and none that parts two words again and again.
 */
export function dropDecorations(text: Normalised, tokens: Tokens, table: TokenTable): void {
  if ((tokens.traits & TRAIT.picture) === 0) return;
  const count = countPictures(text, tokens);
  if (count === 0) return;
  const isStrewn = count >= FEWEST && count * (WORDS_TO_ONE + 1) >= tokens.length;
  const isLeft = isStrewn ? chooser(text, tokens) : () => true;
  let write = 0;
  for (let read = 0; read < tokens.length; read += 1) {
    if (isPicture(text, tokens, read)) {
      const isSaid = (isNamed(text, tokens, read, table) && isLeft(read)) || isCount(text, tokens, read);
      if (!isSaid) {
        takeOut(text, tokens, read, isStrewn);
        continue;
      }
    }
    if (write !== read) copyToken(tokens, read, write);
    write += 1;
  }
  if (write === tokens.length) return;
  tokens.length = write;
  if (isStrewn) text.undone |= UNDONE.strewn;
}

/** "👁 1500": without it the number would be a price. */
function isCount(text: Normalised, tokens: Tokens, at: number): boolean {
  return isFigure({ text, tokens }, at + 1) && countsReaders(text, tokens, at);
}

/** Of pictures that mean something, which are left where many are strewn in. */
function chooser(text: Normalised, tokens: Tokens): (at: number) => boolean {
  const times = timesOf(text, tokens);
  const met = new Set<number>();
  return (at) => {
    const hash = tokens.hash[at] ?? 0;
    if (met.has(hash) || ((times.get(hash) ?? 0) >= OFTEN && partsWords(text, tokens, at))) return false;
    met.add(hash);
    return true;
  };
}

/** Behind a number a picture ends the clause, as it shows where a field of an advert begins ("2500 🔹 WhatsApp"). */
function takeOut(text: Normalised, tokens: Tokens, at: number, isStrewn: boolean): void {
  const start = tokens.start[at] ?? 0;
  blank(text, start, tokens.end[at] ?? 0);
  if (!isStrewn && isBehindNumber(text, start)) text.units[start] = COMMA;
}

/** With a space or two between; further back it would be a walk over all the pictures taken out before. */
function isBehindNumber({ units }: Normalised, start: number): boolean {
  let before = start - 1;
  while (before >= start - 2 && units[before] === SPACE) before -= 1;
  const unit = units[before] ?? 0;
  // "4k".
  return isDigit(isK(unit) ? (units[before - 1] ?? 0) : unit);
}

/** How often each picture comes, by its hash. */
function timesOf(text: Normalised, tokens: Tokens): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  for (let at = 0; at < tokens.length; at += 1) {
    if (!isPicture(text, tokens, at)) continue;
    const hash = tokens.hash[at] ?? 0;
    times.set(hash, (times.get(hash) ?? 0) + 1);
  }
  return times;
}

/** Whether words stand on both sides, with nothing but spaces between. */
function partsWords(text: Normalised, tokens: Tokens, at: number): boolean {
  if (at === 0 || at + 1 >= tokens.length) return false;
  if (isPicture(text, tokens, at - 1) || isPicture(text, tokens, at + 1)) return false;
  return isBlankBehind(text, tokens, at - 1) && isBlankBehind(text, tokens, at);
}

function isBlankBehind({ units }: Normalised, { start, end }: Tokens, at: number): boolean {
  const next = start[at + 1] ?? 0;
  for (let unit = end[at] ?? 0; unit < next; unit += 1) if (units[unit] !== SPACE) return false;
  return true;
}

function countPictures(text: Normalised, tokens: Tokens): number {
  let count = 0;
  for (let at = 0; at < tokens.length; at += 1) if (isPicture(text, tokens, at)) count += 1;
  return count;
}

/** Whether the token is a symbol or an emoji; arrows and flags, which tell of routes, and signs of money are none. */
function isPicture({ units }: Normalised, { start }: Tokens, at: number): boolean {
  const from = start[at] ?? 0;
  const unit = units[from] ?? 0;
  // Symbols from the watch to the last numbered disc, and from the star on; between and before them are arrows.
  if (unit < 0x2b50) return unit >= 0x2300 && unit < 0x2794;
  if (unit < 0x2c00) return true;
  if (unit < 0xd83c || unit > 0xd83e) return false;
  const low = units[from + 1] ?? 0;
  return unit !== 0xd83c || low < 0xdde6 || low > 0xddff;
}

/** Whether rules know the picture, or patterns of theirs name it. */
function isNamed(text: Normalised, tokens: Tokens, at: number, table: TokenTable): boolean {
  if (isKnown({ text, tokens }, at, table)) return true;
  const start = tokens.start[at] ?? 0;
  const size = (tokens.end[at] ?? 0) - start;
  const second = size > 1 ? (text.units[start + 1] ?? 0) : 0;
  return size <= 2 && UNITS_IN_PATTERNS.has(unitsOf(text.units[start] ?? 0, second));
}

/** One number for the units of a picture, the second 0 where there is none: a string of each took 0.6 microseconds a post with pictures. */
function unitsOf(first: number, second: number): number {
  return (first << 16) | second;
}

/** Pictures that patterns of the packs name, which no table knows. */
export const IN_PATTERNS: ReadonlySet<string> = new Set('📲 📱 📞 ☎ 📩 📥'.split(' '));
const UNITS_IN_PATTERNS: ReadonlySet<number> = new Set(
  [...IN_PATTERNS].map((picture) => unitsOf(picture.charCodeAt(0), picture.charCodeAt(1) || 0)),
);
