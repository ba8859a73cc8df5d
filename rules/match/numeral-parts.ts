import { isLineEnd } from '../text/line-end.ts';
import { signSet } from '../text/sign-set.ts';
import { SPACE } from '../text/signs.ts';
import type { Found } from './found.ts';
import { GROUP, leadingDigits, trailingDigits } from './read-money-words.ts';

/**
 * Whether the digits at `at` are the last of an hour, a date or a telephone number, so that what stands a space behind them is a
 * number of its own: "18:30 300 lira", "12.05.26 900 roubles". Groups of three before a dash are a sum ("2 000-3 500"), and a
 * single digit behind a space is the first of one ("in 2026 2 800 euro"); no sum begins with a 0 ("2-3 000").
 */
export function endsAnotherNumber(found: Found, at: number): boolean {
  const { tokens } = found;
  const { units } = found.text;
  const start = startAt(found, at);
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
export const PARTED = signSet(':./-');
const ZERO = 0x30;

/** The number that a token tells. */
export function numberAt({ moneyWords }: Found, at: number): number {
  return moneyWords.number[at] ?? 0;
}

/** What a token multiplies by; 1 for nothing, and from `last` on. */
export function factorAt({ moneyWords }: Found, at: number, last: number): number {
  return at < last && moneyWords.has[at] === 1 ? (moneyWords.factor[at] ?? 1) : 1;
}

/** How many digits a token has that is a number in digits; 0 for any other. */
export function digitsAt(found: Found, at: number): number {
  const { has, number, isWord } = found.moneyWords;
  if (has[at] === 0 || isWord[at] === 1 || Number.isNaN(number[at])) return 0;
  return leadingDigits(found.text.units, startAt(found, at), found.tokens.end[at] ?? 0);
}

/** Where the digits of a token begin: behind the code that is glued to them. */
export function startAt({ tokens, moneyWords }: Found, at: number): number {
  const lead = moneyWords.has[at] === 1 ? (moneyWords.lead[at] ?? 0) : 0;
  return (tokens.start[at] ?? 0) + lead;
}

/** Whether letters stand behind the digits of a token. */
export function hasLetters(found: Found, at: number): boolean {
  return (found.tokens.end[at] ?? 0) - startAt(found, at) > digitsAt(found, at);
}

/** Whether one sign, whichever, stands before the digits of a token. */
export function isOneApart(found: Found, at: number): boolean {
  return startAt(found, at) - (found.tokens.end[at - 1] ?? 0) === 1;
}

/** Whether the end of a line is the one sign before a token: what stands on two lines is two numbers ("4", "300 lira"). */
export function isOnNewLine({ post, text, tokens }: Found, at: number): boolean {
  const before = (tokens.start[at] ?? 0) - 1;
  return text.units[before] === SPACE && isLineEnd(post, text, before);
}

/** Whether one of the signs, and nothing else, stands before a token. */
export function isBehind(found: Found, at: number, signs: ReadonlySet<number>): boolean {
  return (
    at > 0 && isOneApart(found, at) && signs.has(found.text.units[(found.tokens.start[at] ?? 0) - 1] ?? 0)
  );
}
