import { OWNER } from '../compile/compiled-rules.ts';
import { PHRASE, phraseSize } from '../compile/phrase-index.ts';
import { elementCount, elementsOf, NO_RECORD } from '../compile/token-table-data.ts';
import { hashUnits } from '../text/hash.ts';
import type { Found } from './found.ts';
import { type MoneyWords, resetMoneyWords, touchMoneyWord } from './money-words.ts';

/** Stands for a number told in words, which the list of number words does not tell apart. */
const SOME = 3;

/** Takes in what each token of the post says about money: words that were found, and numbers in digits. */
export function readMoneyWords(found: Found): void {
  const { tokens, text, moneyWords: words } = found;
  resetMoneyWords(words, tokens.length);
  for (const { owner, group, start, end } of found.money)
    for (let at = start; at < end; at += 1) addMoney(words, at, owner, group);
  for (let at = 0; at < tokens.length; at += 1) {
    const start = tokens.start[at] ?? 0;
    const end = tokens.end[at] ?? 0;
    const digits = leadingDigits(text.units, start, end);
    if (digits === 0 || digits > MAX_DIGITS) continue;
    // Letters that are no word of money make it no number: a model, an hour, a word in disguise ("3ur0").
    if (start + digits < end && !readSuffix(found, at, start + digits, end)) continue;
    touchMoneyWord(words, at);
    words.number[at] = numberOf(text.units, start, start + digits);
    words.isWord[at] = 0;
  }
}

/** Longer runs are telephone numbers. */
const MAX_DIGITS = 8;

function addMoney(words: MoneyWords, at: number, owner: number, group: number): void {
  touchMoneyWord(words, at);
  if (owner === OWNER.currency) words.currency[at] = group;
  else if (owner === OWNER.multiplier) words.factor[at] = 10 ** group;
  else {
    words.number[at] = SOME;
    words.isWord[at] = 1;
  }
}

/** "500eur", "3k": takes in what the letters glued to a number say; false when they are no money. */
function readSuffix(found: Found, at: number, start: number, end: number): boolean {
  const { units } = found.text;
  // "5k" in Cyrillic, where the letter by itself is a preposition.
  if (end - start === 1 && units[start] === CYRILLIC_K) {
    addMoney(found.moneyWords, at, OWNER.multiplier, 3);
    return true;
  }
  const record = found.table.lookup(units, start, end, hashUnits(units, start, end));
  if (record === NO_RECORD) return false;
  const { data } = found.table;
  const { numbers } = found.compiled.phrases;
  const first = elementsOf(data, record);
  let isMoney = false;
  for (let i = first; i < first + elementCount(data, record); i += 1) {
    const element = data.records[i] ?? 0;
    if (element >= numbers.length) continue;
    const last = element + 2 * (numbers[element] ?? 0);
    for (let group = element + 1; group < last; group += 2) {
      const language = numbers[group] ?? 0;
      if (language >= 0 && found.speaks[language] === 0) continue;
      if (addMoneyOf(found, at, numbers[group + 1] ?? 0)) isMoney = true;
    }
  }
  return isMoney;
}

/** Takes in the words of money among the phrases listed at `place`; false when there are none. */
function addMoneyOf({ compiled, moneyWords }: Found, at: number, place: number): boolean {
  const { numbers } = compiled.phrases;
  let isMoney = false;
  let phrase = place + 1;
  for (let left = numbers[place] ?? 0; left > 0; left -= 1) {
    const head = numbers[phrase] ?? 0;
    const count = head & PHRASE.countMask;
    const owner = -((head >>> PHRASE.kindShift) & PHRASE.kindMask);
    if (count === 1 && (owner === OWNER.currency || owner === OWNER.multiplier)) {
      addMoney(moneyWords, at, owner, numbers[phrase + 1] ?? 0);
      isMoney = true;
    }
    phrase += phraseSize(count);
  }
  return isMoney;
}

const CYRILLIC_K = 0x43a;

/** How many digits a token begins with. */
export function leadingDigits(units: Uint16Array, start: number, end: number): number {
  let at = start;
  while (at < end && isDigit(units[at] ?? 0)) at += 1;
  return at - start;
}

/** How many digits stand right before a unit. */
export function trailingDigits(units: Uint16Array, end: number): number {
  let at = end;
  while (at > 0 && isDigit(units[at - 1] ?? 0)) at -= 1;
  return end - at;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function numberOf(units: Uint16Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) value = value * 10 + ((units[at] ?? 0x30) - 0x30);
  return value;
}
