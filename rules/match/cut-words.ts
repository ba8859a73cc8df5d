import type { TokenTable } from '../compile/token-table.ts';
import type { Normalised } from '../text/normalise.ts';
import { hashUnits, setToken, type Tokens } from '../text/tokens.ts';
import { MAX_JOINED } from './glued-pieces.ts';

/** Cuts the token at `at` into known words, longest first; answers how many tokens it became. */
export function cutWords(text: Normalised, tokens: Tokens, at: number, table: TokenTable): number {
  const start = tokens.start[at] ?? 0;
  const end = tokens.end[at] ?? 0;
  if (table.lookup(text.units, start, end, tokens.hash[at] ?? 0) !== undefined) return 1;
  const words = cut(text, { start, end }, table);
  // There must be room for the words: each letter was a token of its own before.
  words.forEach((word, i) => {
    setToken(text, tokens, at + i, word);
  });
  return words.length;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function cut(text: Normalised, range: Range, table: TokenTable): readonly Range[] {
  const words: Range[] = [];
  let unknownFrom = range.start;
  for (let start = range.start; start < range.end; ) {
    const end = longestWord(text, { start, end: range.end }, table);
    if (end === 0) {
      start += 1;
      continue;
    }
    if (unknownFrom < start) words.push({ start: unknownFrom, end: start });
    words.push({ start, end });
    start = end;
    unknownFrom = end;
  }
  if (unknownFrom < range.end) words.push({ start: unknownFrom, end: range.end });
  return words;
}

/** Shorter words turn up inside others by chance. */
const MIN_SEGMENT = 3;

function longestWord(text: Normalised, range: Range, table: TokenTable): number {
  const most = Math.min(range.end, range.start + MAX_JOINED);
  for (let end = most; end - range.start >= MIN_SEGMENT; end -= 1) {
    const hash = hashUnits(text.units, range.start, end);
    if (table.lookupWord(text.units, range.start, end, hash) !== undefined) return end;
  }
  return 0;
}
