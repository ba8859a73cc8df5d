import { OWNER } from '../compile/compiled-rules.ts';
import type { PhraseIndex } from '../compile/phrase-index.ts';
import { NO_LIST } from '../compile/token-table-data.ts';
import { hashUnits } from '../text/tokens.ts';
import { type Found, MAX_HITS_PER_RULE, type MoneyHit } from './found.ts';

/** A sum of money, in tokens. */
interface Sum {
  readonly start: number;
  readonly end: number;
  /** In euro, or null when the currency is not told or has no rate. */
  readonly euro: number | null;
  readonly amount: number;
}

/** A sum without a currency is told by its own size: nobody pays a bus fare in thousands of anything. */
const LARGE_AMOUNT = 300;
/** Stands for a number told in words, which the list of number words does not tell apart. */
const SOME = 3;

/** Numbers with a currency or a multiplier beside them ("2,500 €", "3 lakh", "USD 900", "6k"). */
export function matchPrices(found: Found): void {
  const sums = readSums(found);
  if (sums.length === 0) return;
  for (const index of found.compiled.priceRules) {
    const price = found.compiled.rules[index]?.price;
    if (price === undefined || price === null) continue;
    let kept = 0;
    for (const sum of sums) {
      if (!isWithin(sum, price) || kept === MAX_HITS_PER_RULE) continue;
      const start = found.tokens.start[sum.start] ?? 0;
      found.hits.push({ rule: index, start, end: found.tokens.end[sum.end - 1] ?? 0 });
      kept += 1;
    }
  }
}

function isWithin(sum: Sum, price: { atLeast: number; below: number }): boolean {
  if (sum.euro !== null) return sum.euro >= price.atLeast && sum.euro < price.below;
  return price.below === Number.POSITIVE_INFINITY && (price.atLeast === 0 || sum.amount >= LARGE_AMOUNT);
}

/** What a token says about money. */
interface Word {
  number: number | null;
  /** Told in words: of unknown size until something multiplies it ("two thousand"). */
  isWord: boolean;
  factor: number;
  /** Index of the currency, -1 for none. */
  currency: number;
}

function readSums(found: Found): readonly Sum[] {
  const words = readWords(found);
  const sums: Sum[] = [];
  for (let at = 0; at < found.tokens.length; ) {
    if (!words.has(at)) {
      at += 1;
      continue;
    }
    const end = endOfSum(found, words, at);
    const sum = toSum(found, words, { start: at, end });
    if (sum !== null) sums.push(sum);
    at = end;
  }
  return sums;
}

/** A sum goes on for as long as its words stand close, and until a second number follows a currency ("900 €, 2 seats"). */
function endOfSum(found: Found, words: ReadonlyMap<number, Word>, first: number): number {
  let hasSum = false;
  let hasNumber = false;
  for (let at = first; at - first < MAX_SUM_TOKENS; at += 1) {
    const word = words.get(at);
    if (word === undefined || (at > first && !isClose(found, at))) return at;
    if (hasSum && word.number !== null) return at;
    hasNumber ||= word.number !== null;
    if (hasNumber && word.currency >= 0) hasSum = true;
  }
  return first + MAX_SUM_TOKENS;
}

/** Within a sum stands at most one space, point, comma or apostrophe. */
function isClose({ text, tokens }: Found, at: number): boolean {
  const end = tokens.end[at - 1] ?? 0;
  const gap = (tokens.start[at] ?? 0) - end;
  return gap === 0 || (gap === 1 && CLOSE.has(text.units[end] ?? 0));
}

const CLOSE = new Set([..." .,'\u066B\u066C\u060C"].map((sign) => sign.charCodeAt(0)));

/** "2 lakh 50 thousand rupees" and the like; longer runs are lists of numbers. */
const MAX_SUM_TOKENS = 7;

function toSum(
  found: Found,
  words: ReadonlyMap<number, Word>,
  range: { start: number; end: number },
): Sum | null {
  let amount = 0;
  let current: number | null = null;
  let currency = -1;
  let isMultiplied = false;
  let isVague = false;
  for (let at = range.start; at < range.end; at += 1) {
    const word = words.get(at);
    if (word === undefined) continue;
    if (word.number !== null) {
      isVague = word.isWord;
      current = joinDigits(found, at, current, word.number);
    }
    if (word.factor > 1 && (current !== null || isSpelledOut(found, at))) {
      amount += (current ?? 1) * word.factor;
      // Without a number it is a sum only where a currency says so ("a thousand euro", and not "lakhs of people").
      isMultiplied ||= current !== null;
      current = null;
    }
    if (word.currency >= 0) currency = word.currency;
  }
  amount += current ?? 0;
  if (amount === 0 || (currency < 0 && !isMultiplied)) return null;
  const rate = currency < 0 ? 0 : (found.compiled.rates[currency] ?? 0);
  const isKnown = rate !== 0 && (isMultiplied || !isVague);
  return { ...range, amount, euro: isKnown ? amount * rate : null };
}

/** "Thousand" alone is a thousand; "k" alone is a letter. */
function isSpelledOut({ tokens }: Found, at: number): boolean {
  return (tokens.end[at] ?? 0) - (tokens.start[at] ?? 0) > 2;
}

/** "2,800", "2.800" and "2 800" are three digits after one to three; "2.5" stays two and a half. */
function joinDigits(found: Found, at: number, before: number | null, digits: number): number {
  if (before === null || at === 0) return digits;
  const { start, end } = found.tokens;
  const gap = (start[at] ?? 0) - (end[at - 1] ?? 0);
  const length = (end[at] ?? 0) - (start[at] ?? 0);
  if (gap !== 1) return digits;
  const sign = found.text.units[(start[at] ?? 0) - 1] ?? 0;
  if (length === 3) return before * 1000 + digits;
  return sign === DOT || sign === COMMA ? before : digits;
}

const DOT = 0x2e;
const COMMA = 0x2c;

function readWords(found: Found): ReadonlyMap<number, Word> {
  const words = new Map<number, Word>();
  const at = (token: number): Word => {
    const known = words.get(token);
    if (known !== undefined) return known;
    const word = { number: null, isWord: false, factor: 1, currency: -1 };
    words.set(token, word);
    return word;
  };
  for (const hit of found.money) apply(hit, at);
  const { tokens, text } = found;
  for (let token = 0; token < tokens.length; token += 1) {
    const start = tokens.start[token] ?? 0;
    const end = tokens.end[token] ?? 0;
    const digits = leadingDigits(text.units, start, end);
    if (digits === 0 || digits > MAX_DIGITS) continue;
    const number = numberOf(text.units, start, start + digits);
    if (start + digits === end) at(token).number = number;
    else {
      // Letters that are no word of money make it no number: a model, an hour, a word in disguise ("3ur0").
      const suffix = moneyOf(found, { start: start + digits, end });
      if (suffix !== null) Object.assign(at(token), suffix, { number });
    }
  }
  return words;
}

/** Longer runs are telephone numbers. */
const MAX_DIGITS = 8;

function apply(hit: MoneyHit, at: (token: number) => Word): void {
  for (let token = hit.start; token < hit.end; token += 1) applyTo(at(token), hit.owner, hit.group);
}

function applyTo(word: Word, owner: number, group: number): void {
  if (owner === OWNER.currency) word.currency = group;
  else if (owner === OWNER.multiplier) word.factor = 10 ** group;
  else {
    word.number = SOME;
    word.isWord = true;
  }
}

/** "500eur", "3k": what the letters glued to a number say; null when they are no money. */
function moneyOf(
  found: Found,
  range: { start: number; end: number },
): Pick<Word, 'factor' | 'currency'> | null {
  const { units } = found.text;
  // "5k" in Cyrillic, where the letter by itself is a preposition.
  if (range.end - range.start === 1 && units[range.start] === CYRILLIC_K)
    return { factor: 1000, currency: -1 };
  const { table } = found;
  const { phrases } = found.compiled;
  const hash = hashUnits(units, range.start, range.end);
  const list = table.lookup(units, range.start, range.end, hash);
  if (list === NO_LIST) return null;
  const { elements, elementAt } = table.data;
  let word: Word | null = null;
  for (let i = elementAt[list] ?? 0; i < (elementAt[list + 1] ?? 0); i += 1) {
    const element = elements[i] ?? 0;
    for (let group = phrases.groupAt[element] ?? 0; group < (phrases.groupAt[element + 1] ?? 0); group += 1) {
      const language = phrases.groupLanguage[group] ?? 0;
      if (language >= 0 && found.speaks[language] === 0) continue;
      word = addMoney(phrases, group, word);
    }
  }
  return word === null ? null : { factor: word.factor, currency: word.currency };
}

/** What the words of money say that are anchored in the group, added to what is known. */
function addMoney(phrases: PhraseIndex, group: number, before: Word | null): Word | null {
  let word = before;
  for (let phrase = phrases.phraseAt[group] ?? 0; phrase < (phrases.phraseAt[group + 1] ?? 0); phrase += 1) {
    const owner = phrases.owner[phrase] ?? 0;
    const length = (phrases.elementAt[phrase + 1] ?? 0) - (phrases.elementAt[phrase] ?? 0);
    if (length > 1 || (owner !== OWNER.currency && owner !== OWNER.multiplier)) continue;
    word ??= { number: null, isWord: false, factor: 1, currency: -1 };
    applyTo(word, owner, phrases.group[phrase] ?? 0);
  }
  return word;
}

const CYRILLIC_K = 0x43a;

function leadingDigits(units: Uint16Array, start: number, end: number): number {
  let at = start;
  while (at < end && isDigit(units[at] ?? 0)) at += 1;
  return at - start;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function numberOf(units: Uint16Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) value = value * 10 + ((units[at] ?? 0x30) - 0x30);
  return value;
}
