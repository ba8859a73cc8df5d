/** Scripts that languages of the packs share, as small numbers; 0 for signs, numbers and other scripts. */
const RANGES: readonly (readonly [first: number, last: number])[] = [
  [0x61, 0x24f], // Latin
  [0x370, 0x3ff], // Greek
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
  return unit >= 0x370 && unit <= 0x52f ? SCRIPT.mixable : 0;
}
