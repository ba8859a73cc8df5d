import { ALPHABET, alphabetOf } from './letter-group.ts';

/** Digits and signs that stand for a letter inside a Latin word. */
const LATIN = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
  '€': 'e',
  '£': 'l',
  '¥': 'y',
  '+': 't',
  '§': 's',
  '¢': 'c',
};
const GREEK = {
  '0': 'ο',
  '1': 'ι',
  '3': 'ε',
  '4': 'α',
  '5': 'σ',
  '7': 'τ',
  '8': 'θ',
  '@': 'α',
  $: 'σ',
  '€': 'ε',
};
const CYRILLIC = {
  '0': 'о',
  '1': 'і',
  '3': 'е',
  '4': 'а',
  '6': 'б',
  '8': 'в',
  '@': 'а',
  $: 'с',
  '€': 'е',
  '!': 'і',
};

const LATIN_LETTERS = table(LATIN);
const GREEK_LETTERS = table(GREEK);

/**
 * What digits and signs stand for, by alphabet. Two readings each, the second for digits that are also used otherwise ("l1st",
 * "п3р3х0д"); more would find words in noise.
 */
const READINGS: ReadonlyMap<number, readonly [Uint16Array, Uint16Array]> = new Map([
  [ALPHABET.latin, [LATIN_LETTERS, table({ ...LATIN, '1': 'l', '2': 'z', '6': 'g' })]],
  [ALPHABET.greek, [GREEK_LETTERS, GREEK_LETTERS]],
  [ALPHABET.cyrillic, [table(CYRILLIC), table({ ...CYRILLIC, '1': 'и', '3': 'з', '4': 'ч' })]],
]);

/** The letter by unit, 0 for none; the euro sign has the highest number. */
function table(letters: Readonly<Record<string, string>>): Uint16Array {
  const letterOf = new Uint16Array('€'.charCodeAt(0) + 1);
  for (const [from, to] of Object.entries(letters)) letterOf[from.charCodeAt(0)] = to.charCodeAt(0);
  return letterOf;
}

/** Whether the unit can stand for a letter although it is none. */
export function isLeetSign(unit: number): boolean {
  return (unit < 0x30 || unit > 0x39) && (LATIN_LETTERS[unit] ?? 0) !== 0;
}

/** All signs that stand for a letter. */
export const LEET_SIGNS: readonly number[] = Object.keys(LATIN)
  .map((sign) => sign.charCodeAt(0))
  .filter(isLeetSign);

/** The letter that a sign stands for in a word of the alphabet; digits and letters are themselves. */
export function letterOfSign(unit: number, alphabet: number = ALPHABET.latin): number {
  if (!isLeetSign(unit)) return unit;
  return READINGS.get(alphabet)?.[0][unit] || (LATIN_LETTERS[unit] ?? unit);
}

/** How often `leetInto` can be asked about one token. */
export const LEET_READINGS = 2;

/**
 * Writes the letters a token of mixed letters and digits may stand for ("b0at") into `out`; false when the token is
 * not such a mix, or when this reading is the one before.
 */
export function leetInto(
  units: Uint16Array,
  range: { readonly start: number; readonly end: number },
  out: Uint16Array,
  reading = 0,
): boolean {
  const alphabet = onlyAlphabet(units, range);
  const letters = READINGS.get(alphabet);
  if (letters === undefined) return false;
  let hasSwapped = false;
  for (let at = range.start; at < range.end; at += 1) {
    const unit = units[at] ?? 0;
    const letter = letters[reading]?.[unit] ?? 0;
    if (letter === 0 && alphabetOf(unit) === 0) return false;
    hasSwapped ||= letter !== 0 && (reading === 0 || letter !== letters[0][unit]);
    out[at - range.start] = letter === 0 ? unit : letter;
  }
  return hasSwapped;
}

/** The alphabet of all letters of a token; 0 where it has none, or letters of several. */
function onlyAlphabet(units: Uint16Array, range: { readonly start: number; readonly end: number }): number {
  let only = 0;
  for (let at = range.start; at < range.end; at += 1) {
    const alphabet = alphabetOf(units[at] ?? 0);
    if (alphabet === 0 || alphabet === only) continue;
    if (only !== 0) return 0;
    only = alphabet;
  }
  return only;
}
