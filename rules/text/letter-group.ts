/** The first unit of the alphabets that are no Latin one and look like it. */
export const FIRST_GREEK = 0x370;

/** Scripts that languages of the packs share, as small numbers; 0 for signs, numbers and other scripts. */
const RANGES: readonly (readonly [first: number, last: number])[] = [
  [0x61, 0x24f], // Latin
  [FIRST_GREEK, 0x3ff], // Greek
  [0x400, 0x52f], // Cyrillic
  [0x600, 0x77f], // Arabic
  [0x900, 0x97f], // Devanagari
  [0x980, 0x9ff], // Bengali
  [0xa00, 0xa7f], // Gurmukhi
  [0xb80, 0xbff], // Tamil
  [0xd80, 0xdff], // Sinhala
  [0x1200, 0x139f], // Ethiopic
  [0x3040, 0x9fff], // Kana and Han
];

const groups = new Uint8Array(0x10000);
RANGES.forEach(([first, last], index) => {
  groups.fill(index + 1, first, last + 1);
});

/** The script of a unit of normalised text, as a number below 32; languages with one script are neighbours. */
export function letterGroup(unit: number): number {
  return groups[unit] ?? 0;
}

/** Scripts whose letters look alike, as bits: Latin, and Greek and Cyrillic. */
export const SCRIPT = { latin: 1, mixable: 2, both: 3 } as const;

/** The bit of `SCRIPT` of a unit of normalised text, 0 for none. */
export function lookAlikeScript(unit: number): number {
  if (unit >= 97 && unit < 0x250) return SCRIPT.latin;
  return unit >= FIRST_GREEK && unit <= 0x52f ? SCRIPT.mixable : 0;
}

/** Alphabets whose letters are told by digits and signs, by the number of their group. */
export const ALPHABET = { latin: 1, greek: 2, cyrillic: 3 } as const;

/** The one of `ALPHABET` that a unit of normalised text belongs to, 0 for none. */
export function alphabetOf(unit: number): number {
  const group = letterGroup(unit);
  return group <= ALPHABET.cyrillic ? group : 0;
}
