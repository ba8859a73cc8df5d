const ZERO = 0x30;
const NINE = 0x39;

/** Whether a unit of a folded text is a digit; those of all scripts are folded to these. */
export function isDigit(unit: number): boolean {
  return unit >= ZERO && unit <= NINE;
}

const LATIN_K = 0x6b;
const CYRILLIC_K = 0x43a;

/** Whether a unit of a folded text is the letter that stands for a thousand behind digits, "4k" or "4к". */
export function isK(unit: number): boolean {
  return unit === LATIN_K || unit === CYRILLIC_K;
}
