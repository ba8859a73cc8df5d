import { isDigit } from '../text/digit.ts';
import { isLineEnd } from '../text/line-end.ts';
import { signSet } from '../text/sign-set.ts';
import { SPACE } from '../text/signs.ts';
import type { Found } from './found.ts';
import { factorAt } from './numeral-parts.ts';
import { isDecimalSlash, isLowerPart, isSignApart } from './read-fraction.ts';
import { leadingDigits } from './read-money-words.ts';
import { type Numeral, readNumeral } from './read-numeral.ts';

/** A word of money in a sum that may go on with it, in tokens. */
interface Step {
  /** Where the sum begins. */
  readonly first: number;
  readonly at: number;
  /** Tokens from here on are not looked at. */
  readonly last: number;
}

/**
 * Within a sum stands at most one space, point, comma or apostrophe; a space before a fraction in one sign; the point of an
 * abbreviation and a space; the signs for "and no cents" before its currency.
 */
export function isClose(found: Found, step: Step): boolean {
  const { text, tokens } = found;
  const { at, last } = step;
  const end = tokens.end[at - 1] ?? 0;
  const gap = (tokens.start[at] ?? 0) - end;
  if (gap > 0 && gap <= MOST_MARKED && isMarked(found, at)) return true;
  if (gap > 1 && gap <= MOST_ROUNDED && isRounded(found, at)) return true;
  if (gap === 2) return isSignApart(found, at) || isAbbreviated(found, step);
  if (gap !== 1) return gap === 0;
  return CLOSE.has(text.units[end] ?? 0) || isDecimalSlash(found, at) || isLowerPart(found, at, last);
}

const CLOSE = signSet(" .,'\u066B\u066C\u060C");

/**
 * Whether nothing but one space and the signs of a tag or of bold letters part a word from the one before it: "3500 #dollar", "1500_euro",
 * "*1500* *euro*". A tag on the next line begins a list of tags.
 */
function isMarked({ post, text, tokens }: Found, at: number): boolean {
  const start = tokens.start[at] ?? 0;
  // "2*500 euro" are two of 500.
  if (isDigit(text.units[start] ?? 0) && isDigit(text.units[(tokens.end[at - 1] ?? 0) - 1] ?? 0))
    return false;
  let spaces = 0;
  for (let unit = tokens.end[at - 1] ?? 0; unit < start; unit += 1) {
    const sign = text.units[unit] ?? 0;
    if (sign === SPACE) {
      spaces += 1;
      if (isLineEnd(post, text, unit)) return false;
    } else if (!MARKS.has(sign)) return false;
  }
  return spaces <= 1 && spaces < start - (tokens.end[at - 1] ?? 0);
}

const MARKS = signSet('#*_');
/** Units: "* *" between two words in bold. */
const MOST_MARKED = 3;

/**
 * Whether nothing but the signs for "and no cents", and perhaps a space, parts a currency from the digits before it: "2500,- €", "2’500.--
 * CHF", "২৫০০০০/- টাকা", "5000/= shillings". A number behind them is another one: "10/-20 euro".
 */
function isRounded({ post, text, tokens, moneyWords }: Found, at: number): boolean {
  const { units } = text;
  const end = tokens.end[at - 1] ?? 0;
  const start = tokens.start[at] ?? 0;
  if ((moneyWords.currency[at] ?? -1) < 0 || !Number.isNaN(moneyWords.number[at])) return false;
  if (!isDigit(units[end - 1] ?? 0) || !BEFORE_NO_CENTS.has(units[end] ?? 0)) return false;
  const isSpaced = units[start - 1] === SPACE;
  if (isSpaced && isLineEnd(post, text, start - 1)) return false;
  const dashes = start - end - (isSpaced ? 2 : 1);
  if (dashes < 1) return false;
  for (let unit = end + 1; unit <= end + dashes; unit += 1) if (!NO_CENTS.has(units[unit] ?? 0)) return false;
  return true;
}

const BEFORE_NO_CENTS = signSet(',./');
/** Dashes of every length fold to the first. */
const NO_CENTS = signSet('-=');
/** Units: ",-- " before the currency. */
const MOST_ROUNDED = 4;

/**
 * Whether the word before a token is abbreviated, so that the point behind it ends no sentence: "Rs. 1500", "2 тыс. руб.", "50 tys. zł".
 */
function isAbbreviated(found: Found, { first, at, last }: Step): boolean {
  const { post, text, tokens, moneyWords } = found;
  const end = tokens.end[at - 1] ?? 0;
  if (text.units[end] !== POINT || text.units[end + 1] !== SPACE || isLineEnd(post, text, end + 1))
    return false;
  const start = tokens.start[at - 1] ?? 0;
  const digits = leadingDigits(text.units, start, end);
  const letters = end - start - digits;
  if ((moneyWords.factor[at - 1] ?? 1) > 1) {
    const isCounted = digits > 0 || (at - 1 > first && !Number.isNaN(moneyWords.number[at - 2]));
    return isCounted && letters <= MOST_OF_A_MULTIPLIER && goesOn(found, at, last);
  }
  return at - 1 === first && digits === 0 && letters <= MOST_OF_A_CURRENCY && isPrice(found, at, last);
}

const POINT = 0x2e;
/** Letters: "εκατ." is a million. */
const MOST_OF_A_MULTIPLIER = 4;
/** Letters: "euro. 300 people" are two sentences. */
const MOST_OF_A_CURRENCY = 3;
/** "The fare is in Rs. 12 seats left": fewer are counted more often than paid. */
const LEAST_PRICE = 20;

/** Whether what stands behind a multiplier is its currency, or less than it multiplies by, in the same sum: "2 тыс. 500 руб." */
function goesOn(found: Found, at: number, last: number): boolean {
  const { number, isWord, currency, factor } = found.moneyWords;
  if ((currency[at] ?? -1) >= 0) return true;
  if (Number.isNaN(number[at]) || isWord[at] === 1) return false;
  const { value, end } = readNumeral(found, at, last);
  return value < (factor[at - 1] ?? 1) && hasCurrency(found, end, last);
}

/** Whether a number is a price by itself, though it stands behind a point: "Rs. 1500", "Rs. 5 lakh", and not "a try. 500 dollars". */
function isPrice(found: Found, at: number, last: number): boolean {
  const { number, factor } = found.moneyWords;
  if (Number.isNaN(number[at])) return false;
  const { value, end } = readNumber(found, at, last);
  if (hasCurrency(found, end - 1, last) || hasCurrency(found, end, last)) return false;
  return value >= LEAST_PRICE || (factor[end - 1] ?? 1) > 1 || factorAt(found, end, last) > 1;
}

/**
 * Whether a token is the "and" of Arabic and Persian between the parts of one sum, as it is said there ("۲ میلیون و ۵۰۰ هزار تومان", 2.5
 * million): what follows is less than what the part before is counted in, and a smaller multiplier or the currency stands behind it.
 */
export function isAnd(found: Found, at: number, last: number): boolean {
  const { text, tokens, moneyWords } = found;
  const start = tokens.start[at] ?? 0;
  const end = tokens.end[at] ?? 0;
  if (end - start !== 1 || text.units[start] !== WAW) return false;
  const next = at + 1;
  if (next >= last || moneyWords.has[next] === 0) return false;
  if (start - (tokens.end[at - 1] ?? 0) !== 1 || text.units[start - 1] !== SPACE) return false;
  // "و500" in one, or a space between.
  const gap = (tokens.start[next] ?? 0) - end;
  if (gap > 1 || (gap === 1 && text.units[end] !== SPACE)) return false;
  const counted = moneyWords.factor[at - 1] ?? 1;
  if (Number.isNaN(moneyWords.number[next])) {
    const factor = factorAt(found, next, last);
    return factor > 1 && factor < counted;
  }
  const number = readNumber(found, next, last);
  const factor = factorAt(found, number.end, last);
  if (factor > 1) return factor < counted;
  return number.value < counted && hasCurrency(found, number.end, last);
}

/** A number in digits, or one in words, of which nothing is known. */
function readNumber(found: Found, at: number, last: number): Numeral {
  return found.moneyWords.isWord[at] === 1 ? { value: 0, end: at + 1 } : readNumeral(found, at, last);
}

const WAW = 0x648;

function hasCurrency({ moneyWords }: Found, at: number, last: number): boolean {
  return at < last && moneyWords.has[at] === 1 && (moneyWords.currency[at] ?? -1) >= 0;
}
