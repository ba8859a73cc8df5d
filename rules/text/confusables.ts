import { ALPHABET, alphabetOf } from './letter-group.ts';

/**
 * Look-alikes between Latin and Cyrillic or Greek, lower case only (the text is folded before). A small hand-picked
 * part of Unicode TR39: only pairs that readers mistake in running text.
 */
const TO_LATIN: readonly (readonly [string, string])[] = [
  ['а', 'a'],
  ['е', 'e'],
  ['о', 'o'],
  ['р', 'p'],
  ['с', 'c'],
  ['у', 'y'],
  ['х', 'x'],
  ['і', 'i'],
  ['ј', 'j'],
  ['ѕ', 's'],
  ['к', 'k'],
  ['м', 'm'],
  ['т', 't'],
  ['в', 'b'],
  ['н', 'h'],
  ['ԁ', 'd'],
  ['һ', 'h'],
  ['α', 'a'],
  ['ε', 'e'],
  ['ο', 'o'],
  ['ρ', 'p'],
  ['ν', 'v'],
  ['τ', 't'],
  ['ι', 'i'],
  ['κ', 'k'],
  ['υ', 'u'],
  ['χ', 'x'],
];

/** Only taken when a whole word is made of look-alikes and reads as one of ours: in mixed words they tell the script. */
const ALSO_TO_LATIN: readonly (readonly [string, string])[] = [
  ['η', 'n'],
  ['ω', 'w'],
  ['γ', 'y'],
  ['μ', 'u'],
  ['σ', 'o'],
  ['β', 'b'],
  ['г', 'r'],
  ['п', 'n'],
  ['и', 'u'],
  ['ԛ', 'q'],
  ['ԝ', 'w'],
  ['ь', 'b'],
  ['ӏ', 'l'],
];

/** All letters that look alike come before it. */
const END_OF_CYRILLIC = 0x530;

const latinOf = new Map(TO_LATIN.map(([from, to]) => [from.charCodeAt(0), to.charCodeAt(0)]));
const cyrillicOf = imitatedBy(ALPHABET.cyrillic);
const greekOf = imitatedBy(ALPHABET.greek);

/** By Latin letter, the first letter of the wanted alphabet that looks like it. */
function imitatedBy(alphabet: number): ReadonlyMap<number, number> {
  const pairs = [...latinOf].filter(([other]) => alphabetOf(other) === alphabet).toReversed();
  return new Map(pairs.map(([other, latin]) => [latin, other]));
}

const anyLatinOf = new Map(
  [...TO_LATIN, ...ALSO_TO_LATIN].map(([from, to]) => [from.charCodeAt(0), to.charCodeAt(0)]),
);

/** By unit, the letter that it imitates; 0 for none. */
const lookAlikes = new Uint16Array(END_OF_CYRILLIC);
for (const [latin, cyrillic] of cyrillicOf) lookAlikes[latin] = cyrillic;
for (const [other, latin] of anyLatinOf) lookAlikes[other] = latin;

/** The Latin letter that a Cyrillic or Greek one imitates, or the Cyrillic letter that a Latin one does; 0 for none. */
export function lookAlikeOf(unit: number): number {
  return unit < END_OF_CYRILLIC ? (lookAlikes[unit] ?? 0) : 0;
}

function isLatin(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 0xdf && unit <= 0x24f);
}

/**
 * Rewrites look-alikes of one token in place and says whether it changed anything. Only tokens that mix scripts are
 * touched. The direction depends on which letters occur, not on how many, so a second pass finds nothing to do: to
 * Latin, unless the token has letters that only Cyrillic or Greek has and none that Latin alone has beside it.
 */
export function unmixToken(units: Uint16Array, start: number, end: number): boolean {
  let hasLatin = false;
  let hasOther = false;
  let own = 0;
  for (let i = start; i < end; i += 1) {
    const unit = units[i] ?? 0;
    if (isLatin(unit)) hasLatin = true;
    else if (alphabetOf(unit) > ALPHABET.latin) {
      hasOther = true;
      if (!latinOf.has(unit)) own = unit;
    }
  }
  if (!hasLatin || !hasOther) return false;
  const range = { start, end };
  const theirs = alphabetOf(own) === ALPHABET.greek ? greekOf : cyrillicOf;
  const isTheirs = own !== 0 && isEveryLatin(units, range, theirs);
  return replaceUnits(units, range, isTheirs ? theirs : latinOf);
}

/** Whether every Latin letter of the token imitates one of the other alphabet. */
function isEveryLatin(
  units: Uint16Array,
  { start, end }: { start: number; end: number },
  imitated: ReadonlyMap<number, number>,
): boolean {
  for (let i = start; i < end; i += 1) {
    const unit = units[i] ?? 0;
    if (isLatin(unit) && !imitated.has(unit)) return false;
  }
  return true;
}

function replaceUnits(
  units: Uint16Array,
  range: { start: number; end: number },
  table: ReadonlyMap<number, number>,
): boolean {
  let hasChanged = false;
  for (let i = range.start; i < range.end; i += 1) {
    const replacement = table.get(units[i] ?? 0);
    if (replacement === undefined) continue;
    units[i] = replacement;
    hasChanged = true;
  }
  return hasChanged;
}
