import type { TokenTable } from '../compile/token-table.ts';
import { UNDONE } from '../text/fold-code-point.ts';
import { isLeetSign } from '../text/leet.ts';
import type { Normalised } from '../text/normalise.ts';
import { setToken, type Tokens, traitsOfText } from '../text/tokens.ts';
import { cutWords } from './cut-words.ts';
import { gluedPieces, isKnownTogether, NOT_GLUED } from './glued-pieces.ts';
import { letterRun } from './letter-run.ts';

/** Initials are usually fewer, so a longer run is a word even when no rule knows it. */
const LONG_RUN = 4;
const SHORT_RUN = 3;
const SPACE = 0x20;

/**
 * Puts words together again that were spelled apart ("b o a t", "b.o.a.t", "b-oat", "vi$a"). Runs of single letters
 * are cut into words the rules know; other pieces are joined only when the whole is such a word. The joined letters move
 * to the front of their range with their offsets, and what stood between them becomes spaces.
 */
export function rejoin(text: Normalised, tokens: Tokens, table: TokenTable): void {
  let write = 0;
  let hasJoined = false;
  for (let read = 0; read < tokens.length; ) {
    const run = letterRun(text, tokens, read);
    const glued = run >= SHORT_RUN ? NOT_GLUED : gluedPieces(text, tokens, read, table);
    if (
      run >= LONG_RUN ||
      (run === SHORT_RUN && isKnownTogether(text, tokens, { read, count: run }, table))
    ) {
      join(text, tokens, { read, count: run, write });
      write += cutWords(text, tokens, write, table);
      text.undone |= UNDONE.spaced;
      hasJoined = true;
      read += run;
    } else if (glued.pieces > 0) {
      tokens.end[read + glued.pieces - 1] = glued.end;
      join(text, tokens, { read, count: glued.pieces, write });
      text.undone |= UNDONE.split;
      hasJoined = true;
      write += 1;
      read += glued.pieces;
    } else {
      const kept = Math.max(run, 1);
      for (let i = 0; i < kept; i += 1) copyToken(tokens, read + i, write + i);
      write += kept;
      read += kept;
    }
  }
  tokens.length = write;
  // Joining blanks out what stood between the letters, which may have been the only slash of the post.
  if (hasJoined) tokens.traits = traitsOfText(text);
}

/** Moves the units of several tokens together into one token at `write`. */
function join(text: Normalised, tokens: Tokens, run: { read: number; count: number; write: number }): void {
  const { units, from, to } = text;
  const first = tokens.start[run.read] ?? 0;
  const last = tokens.end[run.read + run.count - 1] ?? 0;
  let at = first;
  for (let i = 0; i < run.count; i += 1) {
    const previousEnd = i === 0 ? first : (tokens.end[run.read + i - 1] ?? 0);
    const start = tokens.start[run.read + i] ?? 0;
    const sign = units[previousEnd] ?? 0;
    // A sign that stands for a letter stays in the word; it is read as a letter when the word is looked up.
    const begin = start - previousEnd === 1 && isLeetSign(sign) ? previousEnd : start;
    for (let unit = begin; unit < (tokens.end[run.read + i] ?? 0); unit += 1, at += 1) {
      units[at] = units[unit] ?? 0;
      from[at] = from[unit] ?? 0;
      to[at] = to[unit] ?? 0;
    }
  }
  const lastTo = to[at - 1] ?? 0;
  for (let i = at; i < last; i += 1) {
    units[i] = SPACE;
    from[i] = lastTo;
    to[i] = lastTo;
  }
  setToken(text, tokens, run.write, { start: first, end: at });
}

function copyToken(tokens: Tokens, from: number, to: number): void {
  if (from === to) return;
  tokens.start[to] = tokens.start[from] ?? 0;
  tokens.end[to] = tokens.end[from] ?? 0;
  tokens.hash[to] = tokens.hash[from] ?? 0;
}
