import { signSet } from '../text/sign-set.ts';
import type { Found } from './found.ts';
import { hitsOfMany } from './list-hits.ts';
import { isBehindNumber } from './numeral-parts.ts';

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
    this.#addresses ??= new Set(this.#found.addresses);
    if (this.#addresses.has(start) || isBehindNumber(this.#found, start)) return false;
    return endsClause(this.#found, end - 1) || this.#isPaid(start, end);
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

function endsClause(found: Found, at: number): boolean {
  return at + 1 >= found.tokens.length || hasSignBehind(found, at, CLAUSE_ENDS);
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

const CLAUSE_ENDS = signSet('.,;:|!\u060c\u06d4\u0964\u3001\u3002\u1362\u1363');
const SENTENCE_ENDS = signSet('.;|!?\u061f\u06d4\u0964\u3002\u1362');
