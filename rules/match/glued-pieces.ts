import type { TokenTable } from '../compile/token-table.ts';
import { isLeetSign, leetInto } from '../text/leet.ts';
import type { Normalised } from '../text/normalise.ts';
import { hashUnits, type Tokens } from '../text/tokens.ts';
import { MAX_LETTER_UNITS, MAX_RUN } from './letter-run.ts';

/** Pieces that stand together without a space ("b-oat", "vi$a"). */
const MAX_PIECES = 5;
const MIN_JOINED = 4;
/** Longer ones are no words. */
export const MAX_JOINED = 24;
const SPACE = 0x20;

const scratch = new Uint16Array(MAX_RUN * MAX_LETTER_UNITS);
const letters = new Uint16Array(MAX_RUN * MAX_LETTER_UNITS);

/** Pieces from `first` on, with no space between them, that make one word the rules know. */
interface Glued {
  /** 0 when they make none. */
  readonly pieces: number;
  /** In units; takes in a sign that stands for the last letter ("rut@"). */
  readonly end: number;
}

export const NOT_GLUED: Glued = { pieces: 0, end: 0 };

export function gluedPieces(text: Normalised, tokens: Tokens, first: number, table: TokenTable): Glued {
  let length = copyPiece(text, tokens, first, 0);
  let best = NOT_GLUED;
  for (let pieces = 1; pieces <= MAX_PIECES && length > 0; pieces += 1) {
    const end = tokens.end[first + pieces - 1] ?? 0;
    const sign = end < text.length ? (text.units[end] ?? SPACE) : SPACE;
    if (pieces > 1 && length >= MIN_JOINED && isScratchKnown(table, length)) best = { pieces, end };
    else if (isLeetSign(sign) && length >= MIN_JOINED - 1) {
      scratch[length] = sign;
      if (isScratchKnown(table, length + 1)) best = { pieces, end: end + 1 };
    }
    const next = first + pieces;
    const gap = next < tokens.length ? (tokens.start[next] ?? 0) - end : 2;
    if (gap > 1 || (gap === 1 && sign === SPACE)) break;
    if (gap === 1 && isLeetSign(sign)) {
      scratch[length] = sign;
      length += 1;
    }
    length = copyPiece(text, tokens, next, length);
  }
  return best;
}

/** Appends a token to the scratch; 0 when the result would be too long to be a word. */
function copyPiece(text: Normalised, tokens: Tokens, at: number, length: number): number {
  const start = tokens.start[at] ?? 0;
  const end = tokens.end[at] ?? 0;
  if (length + end - start > MAX_JOINED) return 0;
  for (let i = start; i < end; i += 1) scratch[length + i - start] = text.units[i] ?? 0;
  return length + end - start;
}

function isScratchKnown(table: TokenTable, length: number): boolean {
  const units = leetInto(scratch, { start: 0, end: length }, letters) ? letters : scratch;
  return table.lookup(units, 0, length, hashUnits(units, 0, length)) !== undefined;
}

/** Whether a run of single letters makes one word the rules know. */
export function isKnownTogether(
  text: Normalised,
  tokens: Tokens,
  run: { read: number; count: number },
  table: TokenTable,
): boolean {
  let length = 0;
  for (let i = 0; i < run.count; i += 1) length = copyPiece(text, tokens, run.read + i, length);
  return table.lookup(scratch, 0, length, hashUnits(scratch, 0, length)) !== undefined;
}
