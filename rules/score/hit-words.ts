import type { Found, RuleHit } from '../match/found.ts';

/** No listed word is longer; a token that a stem found may be as long as the post. */
const LONGEST_WORD = 120;

/** What was found, folded as posts are read. */
export function hitWords({ text }: Found, { start, end }: RuleHit): string {
  return String.fromCharCode(...text.units.subarray(start, Math.min(end, start + LONGEST_WORD)));
}
