import type { Found } from './found.ts';
import { hitsOfMany } from './list-hits.ts';

/** Below it a number is a count of people, hours or seats more often than a price. */
const LEAST = 300;
/** More is a count of something else, or a sum whose currency is told. */
const MOST = 20_000;
/** Prices are round; years and ages mostly are not. */
const STEP = 50;
/** "2,500" are two; longer runs of digits are telephone numbers. */
const MOST_TOKENS = 2;

/**
 * Whether a number in digits is a price though no currency stands beside it, as sellers write to people who know the currency: "by
 * van, 4500, food included". It is round, and nothing is counted by it, because the clause ends behind it or a word of payment stands
 * beside it ("4500 each"). Only in posts that name places: "sold for 4500" says nothing of a journey.
 *
 * Measured on offers that nobody had read: 7 of 540 and 3 of 405 were found by it alone, and nothing more was flagged, 53,782 real
 * posts among what was tried.
 */
export function isBarePrice(found: Found, start: number, end: number, amount: number): boolean {
  if (end - start > MOST_TOKENS || amount < LEAST || amount > MOST || amount % STEP !== 0) return false;
  return found.places.length > 0 && (endsClause(found, end - 1) || isBesidePayment(found, start, end));
}

function endsClause({ text, tokens }: Found, at: number): boolean {
  if (at + 1 >= tokens.length) return true;
  const next = tokens.start[at + 1] ?? 0;
  for (let unit = tokens.end[at] ?? 0; unit < next; unit += 1)
    if (CLAUSE_ENDS.has(text.units[unit] ?? 0)) return true;
  return false;
}

function isBesidePayment({ lists, compiled }: Found, start: number, end: number): boolean {
  return hitsOfMany(lists, compiled.priceLists).some((hit) => hit.end === start || hit.start === end);
}

const CLAUSE_ENDS = new Set(
  [...'.,;:|!\u060c\u06d4\u0964\u3001\u3002\u1362\u1363'].map((sign) => sign.charCodeAt(0)),
);
