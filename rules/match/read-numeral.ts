import { classOfUnit } from '../text/fold-table.ts';
import { isFractionSign } from '../text/fraction-signs.ts';
import { isLineEnd } from '../text/line-end.ts';
import { signSet } from '../text/sign-set.ts';
import { SPACE } from '../text/signs.ts';
import { UNIT } from '../text/unit-class.ts';
import type { Found } from './found.ts';
import { leadingDigits, trailingDigits } from './read-money-words.ts';

/** A number in digits as it is written, in tokens. */
export interface Numeral {
  readonly value: number;
  /** Behind its last token. */
  readonly end: number;
}

/**
 * Reads the number that begins at a token: groups of three ("2,800", "2.800", "2 800"), of two as in South Asia ("1,50,000"), and
 * one or two digits behind a point or a comma ("2.5", "39,90"), or nothing before the point (".5"), and a fraction in one sign ("½",
 * "2 ½"). The last group may have letters behind it ("2.500eur").
 * @param last tokens from here on are not looked at
 */
export function readNumeral(found: Found, at: number, last: number): Numeral {
  const first = numberAt(found, at);
  const digits = digitsAt(found, at);
  if (isFraction(found, at)) return { value: first / 10 ** digits, end: at + 1 };
  if (digits > GROUP || hasLetters(found, at))
    return readDecimals(found, { value: first, end: at + 1 }, last);
  const pairs = countPairs(found, at, last);
  if (pairs > 0) return joinPairs(found, at, pairs);
  let value = first;
  let end = at + 1;
  while (
    end < last &&
    digitsAt(found, end) === GROUP &&
    isOneApart(found, end) &&
    !isSign(found, end) &&
    !isOnNewLine(found, end) &&
    !hasLetters(found, end - 1) &&
    (end > at + 1 || !endsAnotherNumber(found, at))
  ) {
    value = value * 1000 + numberAt(found, end);
    end += 1;
  }
  return readDecimals(found, { value, end }, last);
}

/** Digits of a group. */
const GROUP = 3;

/**
 * Whether the digits at `at` are the last of an hour, a date or a telephone number, so that what stands a space behind them is a
 * number of its own: "18:30 300 lira", "12.05.26 900 roubles". Groups of three before a dash are a sum ("2 000-3 500"), and a
 * single digit behind a space is the first of one ("in 2026 2 800 euro"); no sum begins with a 0 ("2-3 000").
 */
function endsAnotherNumber(found: Found, at: number): boolean {
  const { tokens } = found;
  const { units } = found.text;
  const start = tokens.start[at] ?? 0;
  const end = tokens.end[at] ?? 0;
  if (units[end] !== SPACE || units[end + 1] === ZERO) return false;
  if (units[start] === ZERO) return true;
  const before = trailingDigits(units, start - 1);
  if (before === 0 || isOnNewLine(found, at)) return false;
  const sign = units[start - 1] ?? 0;
  return sign === SPACE ? end - start > 1 : PARTED.has(sign) && before !== GROUP;
}

/** Whether a number stands a space behind another. "00 300 450 600" and "18:30 600" are no sums, each group for itself. */
export function isBehindNumber({ text: { units }, tokens }: Found, at: number): boolean {
  const start = tokens.start[at] ?? 0;
  return units[start - 1] === SPACE && trailingDigits(units, start - 1) > 0;
}

/** What parts the numbers of hours, dates, ranges and telephone numbers. */
const PARTED = signSet(':./-');
const ZERO = 0x30;

/** How many groups of two digits stand between the first, of one or two, and the last, of three; 0 where it is no such number. */
function countPairs(found: Found, at: number, last: number): number {
  if (digitsAt(found, at) > 2) return 0;
  let end = at + 1;
  while (end < last && digitsAt(found, end) === 2 && isBehind(found, end, LISTED) && !hasLetters(found, end))
    end += 1;
  const isWhole = end < last && digitsAt(found, end) === GROUP && isBehind(found, end, LISTED);
  return isWhole ? end - at - 1 : 0;
}

function joinPairs(found: Found, at: number, pairs: number): Numeral {
  let value = numberAt(found, at);
  for (let pair = 1; pair <= pairs; pair += 1) value = value * 100 + numberAt(found, at + pair);
  const end = at + pairs + 1;
  return { value: value * 1000 + numberAt(found, end), end: end + 1 };
}

function readDecimals(found: Found, whole: Numeral, last: number): Numeral {
  const { value, end } = whole;
  const digits = end < last ? digitsAt(found, end) : 0;
  if (digits === 0 || hasLetters(found, end - 1)) return whole;
  const isDecimal = isSign(found, end)
    ? isOneApart(found, end) || isSignApart(found, end)
    : digits < GROUP && (isBehind(found, end, DECIMAL) || isDecimalSlash(found, end));
  return isDecimal ? { value: value + numberAt(found, end) / 10 ** digits, end: end + 1 } : whole;
}

/**
 * Whether digits stand behind a point that begins the number: fewer than a group, and before the point no digit, letter or point of a
 * version, a sentence or a pause ("v.5", "a price.50 euro", "...50"). What was one sign ("½") stands by itself before anything.
 */
function isFraction(found: Found, at: number): boolean {
  const start = found.tokens.start[at] ?? 0;
  const { units } = found.text;
  if (units[start - 1] !== POINT) return false;
  if (isSign(found, at)) return true;
  const before = start < 2 ? SPACE : (units[start - 2] ?? SPACE);
  return digitsAt(found, at) < GROUP && before !== POINT && !isWritten(before);
}

/** Whether a unit is a letter, a digit or written with one. */
function isWritten(unit: number): boolean {
  const kind = classOfUnit(unit);
  return kind === UNIT.letter || kind === UNIT.digit || kind === UNIT.single;
}

/** Whether a token's digits and the point before them were written as one sign. */
function isSign({ post, text, tokens }: Found, at: number): boolean {
  const start = tokens.start[at] ?? 0;
  return text.units[start - 1] === POINT && isFractionSign(post, text.from[start] ?? -1);
}

/** Whether a fraction in one sign stands a space behind the whole number that it belongs to: "2 ½ million". */
export function isSignApart(found: Found, at: number): boolean {
  const { post, text, tokens } = found;
  const end = tokens.end[at - 1] ?? 0;
  if ((tokens.start[at] ?? 0) - end !== 2 || text.units[end] !== SPACE || !isSign(found, at)) return false;
  const digits = digitsAt(found, at - 1);
  const isWhole = digits > 0 && digits <= GROUP && !hasLetters(found, at - 1);
  return isWhole && !isLineEnd(post, text, end) && !endsAnotherNumber(found, at - 1);
}

/**
 * Whether a slash before a token is the decimal sign, as Persian writes it ("۵/۵ میلیون" is 5.5 million): digits of the Arabic script
 * on both its sides, one such slash only, and a multiplier behind it. Anything else is a date or two numbers.
 */
export function isDecimalSlash(found: Found, at: number): boolean {
  const { post, text, tokens, moneyWords } = found;
  const start = tokens.start[at] ?? 0;
  const isSlashed = text.units[start - 1] === SLASH && text.units[(tokens.start[at - 1] ?? 0) - 1] !== SLASH;
  if (!isSlashed || digitsAt(found, at) === 0 || digitsAt(found, at - 1) === 0) return false;
  const isArabic = (unit: number) => ARABIC_DIGIT.test(post.charAt(text.from[unit] ?? 0));
  if (!isArabic(start) || !isArabic(start - 2)) return false;
  return at + 1 < tokens.length && moneyWords.has[at + 1] === 1 && (moneyWords.factor[at + 1] ?? 1) > 1;
}

const POINT = 0x2e;
const SLASH = 0x2f;
const ARABIC_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/;

function numberAt({ moneyWords }: Found, at: number): number {
  return moneyWords.number[at] ?? 0;
}

/** How many digits a token has that is a number in digits; 0 for any other. */
function digitsAt({ moneyWords, text, tokens }: Found, at: number): number {
  const { has, number, isWord } = moneyWords;
  if (has[at] === 0 || isWord[at] === 1 || Number.isNaN(number[at])) return 0;
  return leadingDigits(text.units, tokens.start[at] ?? 0, tokens.end[at] ?? 0);
}

function hasLetters(found: Found, at: number): boolean {
  const { start, end } = found.tokens;
  return (end[at] ?? 0) - (start[at] ?? 0) > digitsAt(found, at);
}

/** Whether one sign, whichever, stands before a token. */
function isOneApart({ tokens }: Found, at: number): boolean {
  return (tokens.start[at] ?? 0) - (tokens.end[at - 1] ?? 0) === 1;
}

/** Whether the end of a line is the one sign before a token: what stands on two lines is two numbers ("4", "300 lira"). */
function isOnNewLine({ post, text, tokens }: Found, at: number): boolean {
  const before = (tokens.start[at] ?? 0) - 1;
  return text.units[before] === SPACE && isLineEnd(post, text, before);
}

function isBehind(found: Found, at: number, signs: ReadonlySet<number>): boolean {
  return isOneApart(found, at) && signs.has(found.text.units[(found.tokens.start[at] ?? 0) - 1] ?? 0);
}

/** Comma and the Arabic ones, which groups of two are listed by. */
const LISTED = signSet(',\u066c\u060c');
/** Point, comma and the Arabic decimal sign. */
const DECIMAL = signSet('.,\u066b');
