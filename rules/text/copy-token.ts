import type { Tokens } from './tokens.ts';

/** Writes the token at `from` over the one at `to`. */
export function copyToken(tokens: Tokens, from: number, to: number): void {
  if (from === to) return;
  tokens.start[to] = tokens.start[from] ?? 0;
  tokens.end[to] = tokens.end[from] ?? 0;
  tokens.hash[to] = tokens.hash[from] ?? 0;
  tokens.other[to] = tokens.other[from] ?? 0;
}
