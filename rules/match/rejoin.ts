import type { TokenTable } from '../compile/token-table.ts';
import { NO_RECORD } from '../compile/token-table-data.ts';
import { UNDONE } from '../text/fold-code-point.ts';
import { classOfUnit } from '../text/fold-table.ts';
import { isLeetSign } from '../text/leet.ts';
import type { Normalised } from '../text/normalise.ts';
import { hashUnits, setToken, type Tokens, traitsOfText } from '../text/tokens.ts';
import { UNIT } from '../text/unit-class.ts';
import { cutWords } from './cut-words.ts';
import { type Glued, gluedPieces, MAX_JOINED } from './glued-pieces.ts';
import { letterRun, MAX_LETTER_UNITS, MAX_RUN } from './letter-run.ts';

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
    if (isPlainWord(text, tokens, read)) {
      copyToken(tokens, read, write);
      write += 1;
      read += 1;
      continue;
    }
    const run = letterRun(text, tokens, read);
    if (
      run >= LONG_RUN ||
      (run === SHORT_RUN && isKnownTogether(text, tokens, { read, count: run }, table))
    ) {
      // Letters joined by dots end at the next space; letters joined by spaces may be several words.
      const mayBeSeveral = text.units[tokens.end[read] ?? 0] === SPACE;
      joinRun(text, tokens, { read, count: run, write });
      write += mayBeSeveral ? cutWords(text, tokens, write, table) : 1;
      text.undone |= UNDONE.spaced;
      hasJoined = true;
      read += run;
      continue;
    }
    const glued = gluedPieces(text, tokens, read, table);
    if (glued.pieces > 0) {
      joinGlued(text, tokens, glued, write);
      if (glued.isKnown) text.undone |= UNDONE.split;
      hasJoined = true;
      write += 1;
      read += glued.pieces;
      continue;
    }
    copyToken(tokens, read, write);
    write += 1;
    read += 1;
  }
  tokens.length = write;
  // Joining blanks out what stood between the letters, which may have been the only slash of the post.
  if (hasJoined) tokens.traits = traitsOfText(text);
}

/** Nearly every token is a word by itself: too long for a letter, between spaces, perhaps with a sign that ends it. */
function isPlainWord({ units, length }: Normalised, tokens: Tokens, at: number): boolean {
  const start = tokens.start[at] ?? 0;
  const end = tokens.end[at] ?? 0;
  if (end - start <= MAX_LETTER_UNITS || (start > 0 && units[start - 1] !== SPACE)) return false;
  if (end >= length || units[end] === SPACE) return true;
  if (end + 1 < length && units[end + 1] !== SPACE) return false;
  return classOfUnit(units[end] ?? 0) === UNIT.separator && !isLeetSign(units[end] ?? 0);
}

const letters = new Uint16Array(MAX_RUN * MAX_LETTER_UNITS);

/** Whether a run of single letters makes one word the rules know. */
function isKnownTogether(
  text: Normalised,
  tokens: Tokens,
  run: { read: number; count: number },
  table: TokenTable,
): boolean {
  let length = 0;
  for (let token = run.read; token < run.read + run.count; token += 1) {
    for (let unit = tokens.start[token] ?? 0; unit < (tokens.end[token] ?? 0); unit += 1, length += 1)
      letters[length] = text.units[unit] ?? 0;
  }
  return (
    length <= MAX_JOINED && table.lookup(letters, 0, length, hashUnits(letters, 0, length)) !== NO_RECORD
  );
}

/** Moves the letters of a run together into one token at `write`. */
function joinRun(
  text: Normalised,
  tokens: Tokens,
  run: { read: number; count: number; write: number },
): void {
  const first = tokens.start[run.read] ?? 0;
  const end = tokens.end[run.read + run.count - 1] ?? 0;
  let at = first;
  for (let token = run.read; token < run.read + run.count; token += 1) {
    for (let unit = tokens.start[token] ?? 0; unit < (tokens.end[token] ?? 0); unit += 1, at += 1)
      move(text, unit, at);
  }
  blank(text, at, end);
  setToken(text, tokens, run.write, { start: first, end: at });
}

/** The same for pieces, with signs written as the letters they stand for. */
function joinGlued(text: Normalised, tokens: Tokens, glued: Glued, write: number): void {
  const first = glued.at[0] ?? 0;
  for (let i = 0; i < glued.length; i += 1) {
    move(text, glued.at[i] ?? 0, first + i);
    text.units[first + i] = glued.letters[i] ?? 0;
  }
  blank(text, first + glued.length, glued.end);
  setToken(text, tokens, write, { start: first, end: first + glued.length });
}

function move({ units, from, to }: Normalised, source: number, target: number): void {
  units[target] = units[source] ?? 0;
  from[target] = from[source] ?? 0;
  to[target] = to[source] ?? 0;
}

function blank({ units, from, to }: Normalised, start: number, end: number): void {
  const offset = to[start - 1] ?? 0;
  units.fill(SPACE, start, end);
  from.fill(offset, start, end);
  to.fill(offset, start, end);
}

function copyToken(tokens: Tokens, from: number, to: number): void {
  if (from === to) return;
  tokens.start[to] = tokens.start[from] ?? 0;
  tokens.end[to] = tokens.end[from] ?? 0;
  tokens.hash[to] = tokens.hash[from] ?? 0;
}
