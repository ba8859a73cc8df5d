import type { Found } from './found.ts';
import { isFigure } from './token-traits.ts';

/** No date, sum or hour goes on for longer on either side. */
const LONGEST = 16;
const IN_A_FIGURE = /[\d./:-]/;
/** A sum or an hour, and dates: "15/16" and "15-16" may be two ages. */
const LONGER = /\d[.:]\d|\d\/\d{1,2}\/\d|\d{4}-\d{1,2}-\d/;

/** Whether a token is a number that is part of a longer one: the 12 of "12.03.2026", the 3 of "3.000", the 8 of "8:25" are nobody's age. */
export function isPartOfFigure(found: Found, token: number): boolean {
  if (!isFigure(found, token)) return false;
  const { text, tokens } = found;
  const unitAt = (at: number) => String.fromCharCode(text.units[at] ?? 0);
  let start = tokens.start[token] ?? 0;
  let end = tokens.end[token] ?? 0;
  const first = Math.max(0, start - LONGEST);
  const last = Math.min(text.length, end + LONGEST);
  while (start > first && IN_A_FIGURE.test(unitAt(start - 1))) start -= 1;
  while (end < last && IN_A_FIGURE.test(unitAt(end))) end += 1;
  return LONGER.test(String.fromCharCode(...text.units.subarray(start, end)));
}
