import { classOfUnit } from '../text/fold-table.ts';
import { fractionOf, isFractionSign } from '../text/fraction-signs.ts';
import { isLineEnd } from '../text/line-end.ts';
import { signSet } from '../text/sign-set.ts';
import { SPACE } from '../text/signs.ts';
import { UNIT } from '../text/unit-class.ts';
import type { Found } from './found.ts';
import {
  digitsAt,
  endsAnotherNumber,
  factorAt,
  hasLetters,
  isBehind,
  isOnNewLine,
  numberAt,
  PARTED,
  startAt,
} from './numeral-parts.ts';
import { GROUP } from './read-money-words.ts';

/** Where a number begins, in units, and whatever stands there: with its point, where that begins it (".5"). */
export function startOfNumber(found: Found, at: number): number {
  const start = found.tokens.start[at] ?? 0;
  return digitsAt(found, at) > 0 && isFraction(found, at) ? start - 1 : start;
}

/**
 * Whether digits stand behind a point that begins the number: fewer than a group, and before the point no digit, letter or point of a
 * version, a sentence or a pause ("v.5", "a price.50 euro", "...50"). What was one sign ("½") stands by itself before anything.
 */
export function isFraction(found: Found, at: number): boolean {
  const start = startAt(found, at);
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
export function isSign({ post, text, tokens }: Found, at: number): boolean {
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
  const { post, text, tokens } = found;
  const start = tokens.start[at] ?? 0;
  const isSlashed = text.units[start - 1] === SLASH && text.units[(tokens.start[at - 1] ?? 0) - 1] !== SLASH;
  if (!isSlashed || digitsAt(found, at) === 0 || digitsAt(found, at - 1) === 0) return false;
  const isArabic = (unit: number) => ARABIC_DIGIT.test(post.charAt(text.from[unit] ?? 0));
  if (!isArabic(start) || !isArabic(start - 2)) return false;
  return factorAt(found, at + 1, tokens.length) > 1;
}

/** A fraction in several signs that begins at a token, or a space behind the whole number there: "1/2 million", "2 1⁄2 million". */
export function readSlashed(
  found: Found,
  at: number,
  last: number,
): { readonly value: number; readonly end: number } | null {
  const value = slashedAt(found, at, last);
  if (value > 0) return { value, end: at + 2 };
  const part = at + 2 < last && isBehind(found, at + 1, SPACED) ? slashedAt(found, at + 1, last) : 0;
  const isWhole = part > 0 && digitsAt(found, at) < GROUP && !hasLetters(found, at);
  if (!isWhole || isOnNewLine(found, at + 1) || endsAnotherNumber(found, at)) return null;
  return { value: numberAt(found, at) + part, end: at + 3 };
}

/**
 * The fraction whose upper digits are a token, where a multiplier stands behind it; 0 where there is none. With a common slash it may
 * be a date or from one number to another ("2/3 thousand"): only a half, a third and a quarter are surely none of these, or any
 * fraction behind a whole number. Digits of the Arabic script have their decimals behind a slash.
 */
function slashedAt(found: Found, at: number, last: number): number {
  const below = at + 1;
  if (below >= last || !isBehind(found, below, SLASHES) || isDecimalSlash(found, below)) return 0;
  if (digitsAt(found, at) === 0 || digitsAt(found, below) === 0 || isBehind(found, at, PARTED)) return 0;
  const upper = numberAt(found, at);
  const value = fractionOf(upper, numberAt(found, below));
  if (value === 0 || !isMultiplied(found, below, last)) return 0;
  const isPlain =
    found.text.units[(found.tokens.start[below] ?? 0) - 1] === FRACTION_SLASH ||
    (upper === 1 && value >= QUARTER) ||
    (at > 0 && digitsAt(found, at - 1) > 0 && isBehind(found, at, SPACED));
  return isPlain ? value : 0;
}

/** Whether a multiplier stands behind a number, a space between or none. */
function isMultiplied(found: Found, at: number, last: number): boolean {
  return (
    factorAt(found, at, last) > 1 || (factorAt(found, at + 1, last) > 1 && isBehind(found, at + 1, SPACED))
  );
}

/** Whether a token is the lower part of such a fraction. */
export function isLowerPart(found: Found, at: number, last: number): boolean {
  return slashedAt(found, at - 1, last) > 0;
}

const POINT = 0x2e;
const SLASH = 0x2f;
/** What stands between the parts of "½" once it is taken apart. */
const FRACTION_SLASH = 0x2044;
const SLASHES = signSet('/\u2044');
const SPACED = signSet(' ');
const ARABIC_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/;
const QUARTER = 0.25;
