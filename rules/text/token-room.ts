/** Arrays that say something of each token begin with room for so many. */
export const FIRST_TOKENS = 256;
/** Arrays of more tokens than this are let go afterwards, so that one huge post does not pin its memory. */
export const MAX_KEPT_TOKENS = 16 * 1024;

/** For how many tokens the arrays should be that now hold `size` and are about to hold `tokens`; `size` where they serve. */
export function roomFor(size: number, tokens: number): number {
  if (tokens > size) return Math.max(tokens, size * 2);
  return size > MAX_KEPT_TOKENS && tokens <= MAX_KEPT_TOKENS ? Math.max(FIRST_TOKENS, tokens) : size;
}
