import { signSet } from '../text/sign-set.ts';
import type { Found } from './found.ts';
import {
  digitsAt,
  endsAnotherNumber,
  hasLetters,
  isBehind,
  isOneApart,
  isOnNewLine,
  numberAt,
} from './numeral-parts.ts';
import { isDecimalSlash, isFraction, isSign, isSignApart, readSlashed } from './read-fraction.ts';
import { GROUP } from './read-money-words.ts';

/** A number in digits as it is written, in tokens. */
export interface Numeral {
  readonly value: number;
  /** Behind its last token. */
  readonly end: number;
}

/**
 * Reads the number that begins at a token: groups of three ("2,800", "2.800", "2 800"), of two as in South Asia ("1,50,000"), and
 * one or two digits behind a point or a comma ("2.5", "39,90"), or nothing before the point (".5"), and a fraction in one sign ("½",
 * "2 ½") or, before a multiplier, in several ("1/2", "2 1⁄2"). The last group may have letters behind it ("2.500eur").
 * @param last tokens from here on are not looked at
 */
export function readNumeral(found: Found, at: number, last: number): Numeral {
  const first = numberAt(found, at);
  const digits = digitsAt(found, at);
  if (isFraction(found, at)) return { value: first / 10 ** digits, end: at + 1 };
  const fraction = readSlashed(found, at, last);
  if (fraction !== null) return fraction;
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

/** Comma and the Arabic ones, which groups of two are listed by. */
const LISTED = signSet(',\u066c\u060c');
/** Point, comma and the Arabic decimal sign. */
const DECIMAL = signSet('.,\u066b');
