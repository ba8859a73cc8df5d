import { lookAlikeOf } from './confusables.ts';

/**
 * Writes a token that consists only of look-alike letters of another alphabet ("воат" in Cyrillic letters) as the
 * letters it imitates; false when the token has a letter that imitates nothing.
 */
export function lookAlikesInto(
  units: Uint16Array,
  range: { readonly start: number; readonly end: number },
  out: Uint16Array,
): boolean {
  for (let at = range.start; at < range.end; at += 1) {
    const letter = lookAlikeOf(units[at] ?? 0);
    if (letter === 0) return false;
    out[at - range.start] = letter;
  }
  return true;
}
