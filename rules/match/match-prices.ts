import { isDigit, isK } from '../text/digit.ts';
import { BarePrices } from './bare-price.ts';
import type { Found } from './found.ts';
import { isOfOthers, unitOf } from './han-digits.ts';
import { hasAllCompanions, isBorneOut } from './match-rules.ts';
import { type MoneyWords, touchMoneyWord } from './money-words.ts';
import { startOfNumber } from './read-fraction.ts';
import { readMoneyWords } from './read-money-words.ts';
import { readNumeral } from './read-numeral.ts';
import { clearestAt } from './stretches.ts';
import { isAnd, isClose } from './sum-gaps.ts';

/** A sum of money, in tokens. */
export interface Sum {
  readonly start: number;
  readonly end: number;
  /** In euro, or null when the currency is neither told nor plain, or has no rate. */
  readonly euro: number | null;
  readonly amount: number;
  /** Index of its currency, -1 for none. */
  readonly currency: number;
  /** Its number was told in words, so it may be much larger. */
  readonly isVague: boolean;
  /** A number told in words, or a multiplier without one ("ألفين", two thousand), is part of it, so that the amount is none that was told. */
  readonly isInWords: boolean;
}

/** A sum without a currency is told by its own size: nobody pays a bus fare in thousands of anything. */
const LARGE_AMOUNT = 300;

/** Numbers with a currency or a multiplier beside them ("2,500 €", "3 lakh", "USD 900", "6k"), and bare prices. */
export function matchPrices(found: Found): void {
  const sums = sumsIn(found, new BarePrices(found));
  if (sums.length === 0) return;
  for (const index of found.compiled.priceRules) {
    const rule = found.compiled.rules[index];
    if (rule === undefined || rule.price === null || !hasAllCompanions(found, index)) continue;
    for (const sum of sums) {
      if (!isWithin(sum, rule.price) || !isBorneOut(found, rule, sum)) continue;
      const start = startOfNumber(found, sum.start);
      found.hits.push({ rule: index, start, end: found.tokens.end[sum.end - 1] ?? 0 });
    }
  }
}

function isWithin(sum: Sum, price: { atLeast: number; below: number }): boolean {
  if (sum.isVague && price.below < Number.POSITIVE_INFINITY) return false;
  if (sum.euro !== null) return sum.euro >= price.atLeast && sum.euro < price.below;
  return price.below === Number.POSITIVE_INFINITY && (price.atLeast === 0 || sum.amount >= LARGE_AMOUNT);
}

/** All sums of the post that say they are money, in reading order, those too small or too vague for any rule among them. */
export function readSums(found: Found): readonly Sum[] {
  return sumsIn(found, null);
}

/** @param bare numbers that are prices by where they stand, which count as well */
function sumsIn(found: Found, bare: BarePrices | null): readonly Sum[] {
  readMoneyWords(found);
  const { has } = found.moneyWords;
  const sums: Sum[] = [];
  for (let at = 0; at < found.tokens.length; ) {
    if (has[at] === 0) {
      at += 1;
      continue;
    }
    const end = endOfSum(found, at);
    const sum = toSum(found, at, end, bare);
    if (sum !== null) sums.push(sum);
    at = end;
  }
  return sums;
}

/**
 * A sum goes on for as long as its words stand close, and until a second number follows: behind a currency ("900 €, 2 seats") or
 * right behind the first ("€900 2 seats"). What a multiplier follows is another part of the same ("2 lakh 50 thousand").
 */
function endOfSum(found: Found, first: number): number {
  const { has, number, isWord, currency } = found.moneyWords;
  const last = Math.min(found.tokens.length, first + MAX_SUM_TOKENS);
  let hasSum = false;
  let hasNumber = false;
  let numeralEnd = first;
  for (let at = first; at < last; at += 1) {
    if (has[at] === 0 && at > first && isAnd(found, at, last)) {
      // It says nothing by itself, and belongs to the sum.
      touchMoneyWord(found.moneyWords, at);
      continue;
    }
    if (has[at] === 0 || (at > first && !isClose(found, { first, at, last }))) return at;
    const isNumber = !Number.isNaN(number[at]);
    if (isNumber && at >= numeralEnd) {
      if (hasSum || (at > first && (isSecond(found.moneyWords, at) || isOfOthers(found, at)))) return at;
      numeralEnd = isWord[at] === 1 ? at + 1 : readNumeral(found, at, last).end;
    }
    hasNumber ||= isNumber;
    if (hasNumber && (currency[at] ?? -1) >= 0) hasSum = true;
  }
  return last;
}

/** Whether a number follows another that nothing multiplies; words of one number follow each other ("twenty five"). */
function isSecond({ number, isWord, factor }: MoneyWords, at: number): boolean {
  if (Number.isNaN(number[at - 1]) || (factor[at - 1] ?? 1) > 1) return false;
  return isWord[at - 1] === 0 || isWord[at] === 0;
}

/** "2 lakh 50 thousand rupees" and the like; longer runs are lists of numbers. */
const MAX_SUM_TOKENS = 7;

function toSum(found: Found, start: number, end: number, bare: BarePrices | null): Sum | null {
  const words = found.moneyWords;
  let amount = 0;
  let current = Number.NaN;
  let leading = 1;
  let currency = -1;
  let isMultiplied = false;
  let isInFull = false;
  let isVague = false;
  let isInWords = false;
  let isUncounted = false;
  let numeralEnd = start;
  for (let at = start; at < end; at += 1) {
    const isNumber = at >= numeralEnd && !Number.isNaN(words.number[at]);
    if (isNumber && !(words.isWord[at] === 1 && isBeforeDigits(words, at, end))) {
      isVague = words.isWord[at] === 1;
      isInWords ||= isVague;
      const numeral = isVague ? { value: words.number[at] ?? 0, end: at + 1 } : readNumeral(found, at, end);
      current = numeral.value * (isVague || numeral.end > at + 1 ? 1 : unitOf(found, at, end));
      numeralEnd = numeral.end;
      if (leading > 1 && !isVague) {
        amount += (current - 1) * leading;
        isMultiplied = true;
        isInFull = true;
        isUncounted = false;
        current = Number.NaN;
      }
      leading = 1;
    }
    const factor = words.factor[at] ?? 1;
    const hasNumber = !Number.isNaN(current);
    if (factor > 1 && (hasNumber || isSpelledOut(found, at))) {
      amount += (hasNumber ? current : 1) * factor;
      leading = hasNumber ? 1 : factor;
      // Without a number it is a sum only where a currency says so ("a thousand euro", and not "lakhs of people").
      isMultiplied ||= hasNumber;
      isInFull ||= hasNumber && !isShort(found, at);
      isUncounted ||= !hasNumber;
      current = Number.NaN;
    }
    if ((words.currency[at] ?? -1) >= 0) currency = words.currency[at] ?? -1;
    // "A thousand and 500" is 1,500; without the "and", as in Swahili, it is 500 thousand.
    if (saysNothing(words, at)) leading = 1;
  }
  if (!Number.isNaN(current)) amount += current;
  if (amount === 0) return null;
  const isCounted = isMultiplied && !isInFull && bare?.isTold(start, end) === false;
  const isMoney = currency >= 0 || (isMultiplied && !isCounted);
  if (!isMoney && (isVague || isCounted || bare?.has(start, end, amount) !== true)) return null;
  const rate = currency < 0 ? homeRate(found, amount, start) : (found.compiled.rates[currency] ?? 0);
  const euro = rate !== 0 && (isMultiplied || !isVague) ? amount * rate : null;
  return { start, end, amount, currency, euro, isVague, isInWords: isInWords || isUncounted };
}

/** Whether a token within a sum is the "and" between its parts. */
function saysNothing({ number, factor, currency }: MoneyWords, at: number): boolean {
  return Number.isNaN(number[at]) && factor[at] === 1 && currency[at] === -1;
}

/** Nobody pays so many euro or dollars for a journey: without a currency, such a sum is told in that of home ("150 ribu"). */
const LEAST_AT_HOME = 50_000;
/** In euro. Between it and the price of a long way lie short crossings, deposits and discounts, of which nothing is known. */
const MOST_OF_A_FARE = 20;

/** The rate of a sum without a currency, which begins at the token `at`, where at home it buys a bus fare at most; 0 where it may be any sum. */
function homeRate(found: Found, amount: number, at: number): number {
  if (amount < LEAST_AT_HOME) return 0;
  const rate = found.compiled.homeRates[clearestAt(found, found.tokens.start[at] ?? 0)] ?? 0;
  return amount * rate < MOST_OF_A_FARE ? rate : 0;
}

/** "Elfu 450" is 450 thousand. The word for a thousand may be listed among the number words, too. */
function isBeforeDigits({ factor, number, isWord }: MoneyWords, at: number, end: number): boolean {
  return (factor[at] ?? 1) > 1 && at + 1 < end && isWord[at + 1] === 0 && !Number.isNaN(number[at + 1]);
}

/** Whether a token multiplies by one letter, the k, by which readers are counted as well: "12.5k followers". */
function isShort({ text, tokens }: Found, at: number): boolean {
  const end = tokens.end[at] ?? 0;
  const before = text.units[end - 2] ?? 0;
  if (!isK(text.units[end - 1] ?? 0)) return false;
  return end - (tokens.start[at] ?? 0) === 1 || isDigit(before);
}

/** "Thousand" alone is a thousand; "k" alone is a letter. */
function isSpelledOut({ tokens }: Found, at: number): boolean {
  return (tokens.end[at] ?? 0) - (tokens.start[at] ?? 0) > 2;
}
