/** Digits and signs that stand for a letter inside a word. Only one reading each: more would find words in noise. */
const LETTERS = Object.entries({
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
});

/** The letter by unit, 0 for none; the euro sign has the highest number. */
const LETTER_OF = new Uint16Array('€'.charCodeAt(0) + 1);
for (const [from, to] of LETTERS) LETTER_OF[from.charCodeAt(0)] = to.charCodeAt(0);

/** Whether the unit can stand for a letter although it is none. */
export function isLeetSign(unit: number): boolean {
  return (unit < 0x30 || unit > 0x39) && (LETTER_OF[unit] ?? 0) !== 0;
}

/** All signs that stand for a letter. */
export const LEET_SIGNS: readonly number[] = LETTERS.map(([sign]) => sign.charCodeAt(0)).filter(isLeetSign);

/** The letter that a sign stands for; digits and letters are themselves. */
export function letterOfSign(unit: number): number {
  return isLeetSign(unit) ? (LETTER_OF[unit] ?? unit) : unit;
}

/**
 * Writes the letters a token of mixed letters and digits may stand for ("b0at") into `out`; false when the token is
 * not such a mix.
 */
export function leetInto(
  units: Uint16Array,
  range: { readonly start: number; readonly end: number },
  out: Uint16Array,
): boolean {
  let letters = 0;
  let swapped = 0;
  for (let at = range.start; at < range.end; at += 1) {
    const unit = units[at] ?? 0;
    const letter = LETTER_OF[unit] ?? 0;
    if (letter !== 0) swapped += 1;
    else if (unit >= 0x61 && unit <= 0x24f) letters += 1;
    else return false;
    out[at - range.start] = letter === 0 ? unit : letter;
  }
  return letters > 0 && swapped > 0;
}
