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

const LETTER = /^[\p{L}\p{M}]$/u;
const SINGLE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;
const SIGN = /^[\p{Extended_Pictographic}\p{Regional_Indicator}\u2190-\u21FF\u2794-\u27BE]$/u;

export function classOf(character: string): number {
  if (character >= '0' && character <= '9') return UNIT.digit;
  if (SINGLE.test(character)) return UNIT.single;
  if (LETTER.test(character)) return UNIT.letter;
  if (SIGN.test(character)) return UNIT.sign;
  return UNIT.separator;
}
