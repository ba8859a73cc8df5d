/** How one UTF-16 unit of normalised text takes part in tokens. */
export const UNIT = {
  separator: 0,
  letter: 1,
  digit: 2,
  /** A sign that is a token by itself: emoji, arrows. */
  sign: 3,
  /** A letter of a script written without spaces: each is its own token. */
  single: 4,
} as const;

const CURRENCY = /^\p{Sc}$/u;
const MARK = /^\p{M}$/u;
const LETTER = /^[\p{L}\p{M}]$/u;
const SINGLE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;
const SIGN = /^[\p{Extended_Pictographic}\p{Regional_Indicator}\u2190-\u21FF\u2794-\u27BE]$/u;

export function classOf(character: string): number {
  if (character >= '0' && character <= '9') return UNIT.digit;
  if (SINGLE.test(character)) return UNIT.single;
  if (LETTER.test(character)) return UNIT.letter;
  if (SIGN.test(character) || character === '?' || CURRENCY.test(character)) return UNIT.sign;
  return UNIT.separator;
}

/** Whether the unit is written with the letter before it: vowel signs and the like. */
export function isMark(unit: number): boolean {
  return MARK.test(String.fromCharCode(unit));
}

/**
 * What one unit says beside its class: bit flags, gathered over a whole post to tell which patterns are worth running.
 * `known` keeps an entry of the memo from being 0.
 */
export const TRAIT = {
  class: 7,
  known: 8,
  digit: 16,
  at: 32,
  slash: 64,
  currency: 128,
  arrow: 256,
  /** Two units, so it is set by whoever sees the pair. */
  flag: 512,
  /** Digits enough for a telephone number, told of a whole text. */
  number: 1024,
  /** The sign before a hashtag. */
  hashSign: 2048,
  /** A sign among those that pictures are. */
  picture: 4096,
} as const;

/** The traits that patterns can ask for. */
export const OF_PATTERNS =
  TRAIT.digit | TRAIT.at | TRAIT.slash | TRAIT.currency | TRAIT.arrow | TRAIT.flag | TRAIT.number;

/** Signs before this unit are no pictures. */
export const FIRST_PICTURE = 0x2300;

export function traitsOf(unit: number): number {
  const character = String.fromCharCode(unit);
  const kind = classOf(character);
  const picture = kind === UNIT.sign && unit >= FIRST_PICTURE ? TRAIT.picture : 0;
  return TRAIT.known | kind | picture | signOf(unit, character);
}

function signOf(unit: number, character: string): number {
  if (character >= '0' && character <= '9') return TRAIT.digit;
  if (character === '@') return TRAIT.at;
  if (character === '/') return TRAIT.slash;
  if (character === '#') return TRAIT.hashSign;
  if (unit >= 0x2190 && unit <= 0x21ff) return TRAIT.arrow;
  return CURRENCY.test(character) ? TRAIT.currency : 0;
}
