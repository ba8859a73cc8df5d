import { OWNER } from '../compile/compiled-rules.ts';
import { PHRASE, phraseSize } from '../compile/phrase-index.ts';
import { elementCount, elementsOf, NO_RECORD } from '../compile/token-table-data.ts';
import { isDigit } from '../text/digit.ts';
import { hashUnits } from '../text/hash.ts';
import { signSet } from '../text/sign-set.ts';
import type { Found } from './found.ts';
import { type MoneyWords, resetMoneyWords, touchMoneyWord } from './money-words.ts';
import { speaksAt } from './stretches.ts';

/** Stands for a number told in words, which the list of number words does not tell apart. */
const SOME = 3;

/** Takes in what each token of the post says about money: words that were found, and numbers in digits. */
export function readMoneyWords(found: Found): void {
  const { tokens, text, moneyWords: words } = found;
  resetMoneyWords(words, tokens.length);
  // What is longer says more and has the last word: the sign of "r$" is that of the dollar by itself.
  if (found.money.length > 1) found.money.sort((a, b) => a.end - a.start - (b.end - b.start));
  for (const { owner, group, start, end } of found.money)
    for (let at = start; at < end; at += 1) addMoney(words, at, owner, group);
  for (let at = 0; at < tokens.length; at += 1) {
    const start = tokens.start[at] ?? 0;
    if (isDigit(text.units[start] ?? 0)) readNumber(found, at);
    else if (isDigit(text.units[start + 2] ?? 0) || isDigit(text.units[start + 3] ?? 0)) readCode(found, at);
  }
}

function readNumber(found: Found, at: number): void {
  const { units } = found.text;
  const start = found.tokens.start[at] ?? 0;
  const end = found.tokens.end[at] ?? 0;
  const digits = leadingDigits(units, start, end);
  if (digits > MAX_DIGITS) return;
  const behind = start + digits;
  // Letters that are no word of money make it no number: a model, an hour, a word in disguise ("3ur0").
  if (behind < end && !readSuffix(found, at, behind, end) && !isPricedIn(found, at, behind, end)) return;
  addNumber(found, at, 0, digits);
}

function addNumber({ moneyWords, text, tokens }: Found, at: number, lead: number, digits: number): void {
  const start = (tokens.start[at] ?? 0) + lead;
  touchMoneyWord(moneyWords, at);
  moneyWords.number[at] = numberOf(text.units, start, start + digits);
  moneyWords.lead[at] = lead;
  moneyWords.isWord[at] = 0;
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
  const said =
    end - start === 1 && units[start] === CYRILLIC_K
      ? [{ owner: OWNER.multiplier, group: 3 }]
      : moneyIn(found, start, end);
  for (const { owner, group } of said) addMoney(found.moneyWords, at, owner, group);
  return said.length > 0;
}

/** "EUR2500", "rs1,500", "usd5k": takes in a code and the number glued to it. "Room rm12" is no sum, and no part of a handle is. */
function readCode(found: Found, at: number): void {
  const { units } = found.text;
  const { moneyWords } = found;
  const start = found.tokens.start[at] ?? 0;
  const end = found.tokens.end[at] ?? 0;
  const lead = isDigit(units[start + 2] ?? 0) ? 2 : 3;
  const digits = leadingDigits(units, start + lead, end);
  const isKnown = moneyWords.has[at] === 1 || isDigit(units[start + 1] ?? 0);
  if (isKnown || digits === 0 || digits > MAX_DIGITS || isNamed(found, at)) return;
  const code = moneyIn(found, start, start + lead).find(({ owner }) => owner === OWNER.currency);
  if (code === undefined) return;
  const behind = start + lead + digits;
  const isSum =
    behind === end
      ? digits >= GROUP || hasGroupBehind(found, at)
      : readSuffix(found, at, behind, end) || (digits >= GROUP && isUnscaled(units, behind, end));
  if (!isSum) return;
  addMoney(moneyWords, at, code.owner, code.group);
  addNumber(found, at, lead, digits);
}

/** Whether a token is part of a handle, a link or an address of electronic mail. */
function isNamed({ text, tokens, addresses }: Found, at: number): boolean {
  const end = tokens.end[at] ?? 0;
  // Behind the last unit stand those of an earlier post.
  if (end < text.length && text.units[end] === AT) return true;
  return NAMING.has(text.units[(tokens.start[at] ?? 0) - 1] ?? 0) || addresses.includes(at);
}

const AT = 0x40;
const NAMING = signSet('@#/_');

/** Digits of a group, and of the least sum without one whose code is glued to it. */
export const GROUP = 3;

/** Whether further digits of the same number follow: "eur2.500", "rs1,50,000". */
function hasGroupBehind({ text, tokens }: Found, at: number): boolean {
  const next = at + 1;
  const end = tokens.end[at] ?? 0;
  if (next >= tokens.length || tokens.start[next] !== end + 1 || !GROUPED.has(text.units[end] ?? 0))
    return false;
  return leadingDigits(text.units, end + 1, tokens.end[next] ?? 0) > 1;
}

/**
 * Whether the sign of a currency right before a number says that it is one, whatever letters follow: "€2500pp", "$2,500each". Not
 * where they may say how much it is, as in "$2mn".
 */
function isPricedIn({ text, tokens, moneyWords }: Found, at: number, start: number, end: number): boolean {
  const { units } = text;
  let first = at;
  while (
    first > 0 &&
    GROUPED.has(units[(tokens.start[first] ?? 0) - 1] ?? 0) &&
    isDigits(units, tokens.start[first - 1] ?? 0, (tokens.start[first] ?? 0) - 1)
  )
    first -= 1;
  const before = first - 1;
  if (before < 0 || tokens.end[before] !== tokens.start[first]) return false;
  if (moneyWords.has[before] === 0 || (moneyWords.currency[before] ?? -1) < 0) return false;
  return isUnscaled(units, start, end);
}

/** Whether letters behind a number cannot say how much it is: two or more, and none that abbreviate a large number. */
function isUnscaled(units: Uint16Array, start: number, end: number): boolean {
  const letters = String.fromCharCode(...units.subarray(start, Math.min(end, start + LONGEST_SCALE)));
  return letters.length > 1 && !/\d/.test(letters) && !SCALES.has(letters);
}

/** What parts the groups of a number. */
const GROUPED = signSet(".,'\u066B\u066C\u060C");
/** Abbreviations of large numbers in the languages of the packs and beside them. */
const SCALES: ReadonlySet<string> = new Set('mn mm mil mln mio mrd mld bn bil tn cr kk lk'.split(' '));
const LONGEST_SCALE = 4;

/** What letters say about money in the languages that speak. */
function moneyIn(found: Found, start: number, end: number): readonly Money[] {
  const { units } = found.text;
  const record = found.table.lookup(units, start, end, hashUnits(units, start, end));
  if (record === NO_RECORD) return [];
  const { data } = found.table;
  const { numbers } = found.compiled.phrases;
  const first = elementsOf(data, record);
  const speaks = speaksAt(found, start);
  const said: Money[] = [];
  for (let i = first; i < first + elementCount(data, record); i += 1) {
    const element = data.records[i] ?? 0;
    if (element >= numbers.length) continue;
    const last = element + 2 * (numbers[element] ?? 0);
    for (let group = element + 1; group < last; group += 2) {
      const language = numbers[group] ?? 0;
      if (language >= 0 && speaks[language] === 0) continue;
      said.push(...moneyAmong(numbers, numbers[group + 1] ?? 0));
    }
  }
  return said;
}

interface Money {
  readonly owner: number;
  readonly group: number;
}

/** The words of money among the phrases listed at `place`. */
function moneyAmong(numbers: Int32Array, place: number): readonly Money[] {
  const said: Money[] = [];
  let phrase = place + 1;
  for (let left = numbers[place] ?? 0; left > 0; left -= 1) {
    const head = numbers[phrase] ?? 0;
    const count = head & PHRASE.countMask;
    const owner = -((head >>> PHRASE.kindShift) & PHRASE.kindMask);
    if (count === 1 && (owner === OWNER.currency || owner === OWNER.multiplier))
      said.push({ owner, group: numbers[phrase + 1] ?? 0 });
    phrase += phraseSize(count);
  }
  return said;
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

function isDigits(units: Uint16Array, start: number, end: number): boolean {
  return start < end && leadingDigits(units, start, end) === end - start;
}

function numberOf(units: Uint16Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) value = value * 10 + ((units[at] ?? 0x30) - 0x30);
  return value;
}
