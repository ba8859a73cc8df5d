import { signSet } from '../text/sign-set.ts';
import type { Found } from './found.ts';
import { digitsAt, factorAt, hasLetters } from './numeral-parts.ts';

/**
 * Whether a number right behind a multiplier in Chinese counts people, days and the like, and is no part of the sum: "5万一个人" is fifty
 * thousand for one person. A currency may begin with such a word ("3万8人民币").
 */
export function isOfOthers(found: Found, at: number): boolean {
  const { text, tokens, moneyWords } = found;
  const next = at + 1;
  if (next >= tokens.length || !isGlued(found, at) || !isGlued(found, next)) return false;
  if (factorAt(found, at, next) > 1 || digitsAt(found, at) > MOST_COUNTED) return false;
  if (!COUNTERS.has(text.units[tokens.start[next] ?? 0] ?? 0)) return false;
  return moneyWords.has[next] === 0 || (moneyWords.currency[next] ?? -1) < 0;
}

/**
 * What a number in digits is told in: one digit right behind a multiplier counts tenths of it in Chinese ("3万8" is 38,000, "3千5" is 3,500),
 * unless it has a multiplier of its own ("5万8千").
 * @param last tokens from here on are none of the sum
 */
export function unitOf(found: Found, at: number, last: number): number {
  if (at < 2 || digitsAt(found, at) !== 1 || hasLetters(found, at) || !isGlued(found, at)) return 1;
  const counted = factorAt(found, at - 1, at);
  const isCounted = counted > 1 && !Number.isNaN(found.moneyWords.number[at - 2]);
  if (!isCounted || factorAt(found, at, last) > 1 || factorAt(found, at + 1, last) > 1) return 1;
  return counted / TEN;
}

/** Whether nothing stands between a token and the Chinese letter or the digit before it, and one of both is such a letter. */
function isGlued({ text, tokens }: Found, at: number): boolean {
  const start = tokens.start[at] ?? 0;
  if (at === 0 || tokens.end[at - 1] !== start) return false;
  return isHan(text.units[start - 1] ?? 0) || isHan(text.units[start] ?? 0);
}

function isHan(unit: number): boolean {
  return unit >= FIRST_HAN && unit <= LAST_HAN;
}

const FIRST_HAN = 0x4e00;
const LAST_HAN = 0x9fff;
const TEN = 10;
/** Digits: "3万20人" is for twenty, "3万5000" is one sum. */
const MOST_COUNTED = 2;
/** What people, families, trips, days, months, years, ages and hours are counted in. */
const COUNTERS = signSet('个個位名人口家次趟天日号號月年岁歲点點');
