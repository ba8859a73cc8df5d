import { FIRST_TOKENS, roomFor } from '../text/token-room.ts';

/** What tokens say about money, in flat arrays that serve one post after another. */
export interface MoneyWords {
  /** 1 where the token says anything. */
  has: Uint8Array;
  /** A number, or NaN. */
  number: Float64Array;
  /** How many letters of a code stand before the number in the same token ("eur2500"). */
  lead: Uint8Array;
  /** 1 where the number is told in words: of unknown size until something multiplies it ("two thousand"). */
  isWord: Uint8Array;
  /** What it multiplies by; 1 for nothing. */
  factor: Float64Array;
  /** Index of the currency, -1 for none. */
  currency: Int16Array;
}

export function emptyMoneyWords(size = FIRST_TOKENS): MoneyWords {
  return {
    has: new Uint8Array(size),
    number: new Float64Array(size),
    lead: new Uint8Array(size),
    isWord: new Uint8Array(size),
    factor: new Float64Array(size),
    currency: new Int16Array(size),
  };
}

/** Forgets the last post and makes room for so many tokens. */
export function resetMoneyWords(words: MoneyWords, tokens: number): void {
  const room = roomFor(words.has.length, tokens);
  if (room === words.has.length) words.has.fill(0, 0, tokens);
  else Object.assign(words, emptyMoneyWords(room));
}

/** Marks a token that says something; what it does not say is nothing. */
export function touchMoneyWord(words: MoneyWords, at: number): void {
  if (words.has[at] === 1) return;
  words.has[at] = 1;
  words.number[at] = Number.NaN;
  words.lead[at] = 0;
  words.isWord[at] = 0;
  words.factor[at] = 1;
  words.currency[at] = -1;
}
