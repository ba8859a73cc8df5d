import { isDigit } from '../text/digit.ts';
import { isLineEnd } from '../text/line-end.ts';
import { signSet } from '../text/sign-set.ts';
import { SPACE } from '../text/signs.ts';
import type { Found } from './found.ts';
import { hitsOfMany } from './list-hits.ts';
import { isBehindNumber } from './numeral-parts.ts';
import { countsReaders, isDrawn } from './reader-counts.ts';
import { isFigure, isKnown } from './token-traits.ts';

/** Below it a number is a count of people, hours or seats more often than a price. */
const LEAST = 300;
/** More is a count of something else, or a sum whose currency is told. */
const MOST = 20_000;
/** Prices are round; years and ages mostly are not. */
const STEP = 50;
/** "2,500" are two; longer runs of digits are telephone numbers. */
const MOST_TOKENS = 2;

/**
 * Numbers in digits that are prices though no currency stands beside them, as sellers write to people who know the currency: "by
 * van, 4500, food included". They are round, stand in no address, and nothing is counted by them, because the clause ends behind
 * them, a word of payment follows ("4500 each") or one for paying leads to them ("pay 1200 in Athens"); "only" and "from" lead to
 * counts and years as well. Only in posts that name places: "sold for 4500" says nothing of a journey.
 *
 * The end of a clause was measured on offers that nobody had read: 7 of 540 and 3 of 405 were found by it alone, and nothing more was
 * flagged, 53,782 real posts among what was tried.
 */
export class BarePrices {
  readonly #found: Found;
  /** Tokens at which a word of payment begins, and those behind a word for paying; gathered once, where a number asks. */
  #payments: { readonly starts: ReadonlySet<number>; readonly ends: ReadonlySet<number> } | undefined;
  #addresses: ReadonlySet<number> | undefined;

  constructor(found: Found) {
    this.#found = found;
  }

  /** Whether the number that is told by these tokens is one. */
  has(start: number, end: number, amount: number): boolean {
    if (end - start > MOST_TOKENS || amount < LEAST || amount > MOST || amount % STEP !== 0) return false;
    if (this.#found.places.length === 0) return false;
    if (this.#isAddress(start) || isBehindNumber(this.#found, start)) return false;
    return this.#isPaid(start, end) || (!isReaders(this.#found, start) && endsClause(this.#found, end - 1));
  }

  /**
   * Whether a number that is cut short ("4k") is told as a price, and counts nothing: "👁 1.2k", or before a word of which nothing is
   * known, as rules know what stands behind prices, and no followers, views and subscribers. Addresses are no such words.
   */
  isTold(start: number, end: number): boolean {
    const found = this.#found;
    if (this.#isPaid(start, end)) return true;
    if (isReaders(found, start)) return false;
    return (
      endsClause(found, end - 1) ||
      isKnown(found, end, found.table) ||
      this.#isAddress(end) ||
      isFigure(found, end)
    );
  }

  #isAddress(at: number): boolean {
    this.#addresses ??= new Set(this.#found.addresses);
    return this.#addresses.has(at);
  }

  #isPaid(start: number, end: number): boolean {
    const { lists, compiled } = this.#found;
    this.#payments ??= {
      starts: new Set(hitsOfMany(lists, compiled.priceLists).map((hit) => hit.start)),
      ends: new Set(hitsOfMany(lists, compiled.payLists).map((hit) => hit.end)),
    };
    return (
      this.#payments.starts.has(end) ||
      (this.#payments.ends.has(start) && !endsSentence(this.#found, start - 1))
    );
  }
}

/**
 * Whether a clause, a line or what is told in brackets ends behind a token, a dash or a stroke parts it from what follows, or a
 * picture does. What a number follows may be two of one ("1500-2000", "300/400").
 */
function endsClause(found: Found, at: number): boolean {
  const { post, text, tokens } = found;
  if (at + 1 >= tokens.length) return true;
  const next = tokens.start[at + 1] ?? 0;
  let isApart = false;
  let isParted = false;
  for (let unit = tokens.end[at] ?? 0; unit < next; unit += 1) {
    const sign = text.units[unit] ?? 0;
    if (CLAUSE_ENDS.has(sign) || isDrawn(sign)) return true;
    if (sign === SPACE && isLineEnd(post, text, unit)) return true;
    isApart ||= sign === SPACE || BRACKETS.has(sign);
    isParted ||= PARTS.has(sign);
  }
  const follower = text.units[next] ?? 0;
  if (isDrawn(follower)) return !countsReaders(text, tokens, at + 1) || isFigure(found, at + 2);
  return isParted && isApart && !isDigit(follower);
}

/** Whether a picture before a number counts readers by it, on the same line. */
function isReaders({ post, text, tokens }: Found, at: number): boolean {
  if (!countsReaders(text, tokens, at - 1)) return false;
  for (let unit = tokens.end[at - 1] ?? 0; unit < (tokens.start[at] ?? 0); unit += 1)
    if (text.units[unit] === SPACE && isLineEnd(post, text, unit)) return false;
  return true;
}

function endsSentence(found: Found, at: number): boolean {
  return hasSignBehind(found, at, SENTENCE_ENDS);
}

/** Whether one of the signs stands between a token and the next. */
function hasSignBehind({ text, tokens }: Found, at: number, signs: ReadonlySet<number>): boolean {
  const next = tokens.start[at + 1] ?? 0;
  for (let unit = tokens.end[at] ?? 0; unit < next; unit += 1)
    if (signs.has(text.units[unit] ?? 0)) return true;
  return false;
}

const BRACKETS = signSet('()[]');
const PARTS = signSet('()[]-/•·');
const CLAUSE_ENDS = signSet('.,;:|!\u060c\u06d4\u0964\u3001\u3002\u1362\u1363');
const SENTENCE_ENDS = signSet('.;|!?\u061f\u06d4\u0964\u3002\u1362');
