import { disguiseOf } from '../text/fold-code-point.ts';
import { expansionOf } from '../text/fold-table.ts';
import { classOf, UNIT } from '../text/unit-class.ts';

/** What the kernel needs to know of a character of the first astral plane. */
export const ASTRAL_KIND = {
  /** Read it the careful way. */
  other: 0,
  /** A picture that stays as it is and is a token by itself. */
  sign: 1,
  dropped: 2,
} as const;

export function astralKind(codePoint: number): number {
  if (disguiseOf(codePoint) !== 0 || isRegional(codePoint)) return ASTRAL_KIND.other;
  const character = String.fromCodePoint(codePoint);
  const folded = expansionOf(codePoint);
  if (folded === '') return ASTRAL_KIND.dropped;
  return folded === character && classOf(character) === UNIT.sign ? ASTRAL_KIND.sign : ASTRAL_KIND.other;
}

/** Two of them make a flag. */
function isRegional(codePoint: number): boolean {
  return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
}
