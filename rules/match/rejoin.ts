import type { TokenTable } from '../compile/token-table.ts';
import { UNDONE } from '../text/fold-code-point.ts';
import { classOfUnit } from '../text/fold-table.ts';
import { isLeetSign, leetInto } from '../text/leet.ts';
import type { Normalised } from '../text/normalise.ts';
import { hashUnits, type Tokens, traitsOfText } from '../text/tokens.ts';
import { UNIT } from '../text/unit-class.ts';

/** A letter with its vowel signs, as Indic scripts space them. */
const MAX_LETTER_UNITS = 3;
/** Initials are usually fewer, so a longer run is a word even when no rule knows it. */
const LONG_RUN = 4;
const SHORT_RUN = 3;
/** Longer runs are cut; the rest is looked at as the next run. */
const MAX_RUN = 60;
/** Pieces that stand together without a space ("b-oat", "vi$a"). */
const MAX_PIECES = 5;
const MIN_JOINED = 4;
const MAX_JOINED = 24;

const scratch = new Uint16Array(MAX_RUN * MAX_LETTER_UNITS);

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
    if (run >= LONG_RUN || (run === SHORT_RUN && isKnown(text, tokens, { read, count: run }, table))) {
      join(text, tokens, { read, count: run, write });
      write += segment(text, tokens, write, table);
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

/** How many single letters follow each other, each one same separator after the one before. */
function letterRun(text: Normalised, tokens: Tokens, first: number): number {
  if (!isLetter(text, tokens, first)) return 0;
  let separator = -1;
  let run = 1;
  while (run < MAX_RUN && first + run < tokens.length && isLetter(text, tokens, first + run)) {
    const before = tokens.end[first + run - 1] ?? 0;
    const start = tokens.start[first + run] ?? 0;
    if (start - before !== 1) break;
    const unit = text.units[before] ?? 0;
    // A second kind of separator, or two spaces that folding made one, is the end of the word.
    if ((separator >= 0 && unit !== separator) || (text.to[before] ?? 0) - (text.from[before] ?? 0) > 1) break;
    separator = unit;
    run += 1;
  }
  return run;
}

function isLetter(text: Normalised, tokens: Tokens, at: number): boolean {
  const start = tokens.start[at] ?? 0;
  const length = (tokens.end[at] ?? 0) - start;
  const unit = text.units[start] ?? 0;
  if (classOfUnit(unit) !== UNIT.letter) return false;
  // Only scripts with vowel signs of their own write one letter with several units.
  return length === 1 || (length <= MAX_LETTER_UNITS && unit >= 0x900 && unit < 0xe00 && isOneLetter(text, start, length));
}

const VOWEL_SIGN = /^\p{M}$/u;

function isOneLetter(text: Normalised, start: number, length: number): boolean {
  for (let i = 1; i < length; i += 1) {
    if (!VOWEL_SIGN.test(String.fromCharCode(text.units[start + i] ?? 0))) return false;
  }
  return true;
}

/** Pieces from `first` on, with no space between them, that make one word the rules know. */
interface Glued {
  /** 0 when they make none. */
  readonly pieces: number;
  /** In units; takes in a sign that stands for the last letter ("rut@"). */
  readonly end: number;
}

const NOT_GLUED: Glued = { pieces: 0, end: 0 };

function gluedPieces(text: Normalised, tokens: Tokens, first: number, table: TokenTable): Glued {
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

const SPACE = 0x20;

/** Appends a token to the scratch; 0 when the result would be too long to be a word. */
function copyPiece(text: Normalised, tokens: Tokens, at: number, length: number): number {
  const start = tokens.start[at] ?? 0;
  const end = tokens.end[at] ?? 0;
  if (length + end - start > MAX_JOINED) return 0;
  for (let i = start; i < end; i += 1) scratch[length + i - start] = text.units[i] ?? 0;
  return length + end - start;
}

const letters = new Uint16Array(MAX_RUN * MAX_LETTER_UNITS);

function isScratchKnown(table: TokenTable, length: number): boolean {
  const units = leetInto(scratch, { start: 0, end: length }, letters) ? letters : scratch;
  return table.lookup(units, 0, length, hashUnits(units, 0, length)) !== undefined;
}

function isKnown(
  text: Normalised,
  tokens: Tokens,
  run: { read: number; count: number },
  table: TokenTable,
): boolean {
  let length = 0;
  for (let i = 0; i < run.count; i += 1) length = copyPiece(text, tokens, run.read + i, length);
  return table.lookup(scratch, 0, length, hashUnits(scratch, 0, length)) !== undefined;
}

/** Moves the units of several tokens together into one token at `write`. */
function join(
  text: Normalised,
  tokens: Tokens,
  run: { read: number; count: number; write: number },
): void {
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

/** Cuts the token at `at` into known words, longest first; answers how many tokens it became. */
function segment(text: Normalised, tokens: Tokens, at: number, table: TokenTable): number {
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

function setToken(text: Normalised, tokens: Tokens, at: number, range: Range): void {
  tokens.start[at] = range.start;
  tokens.end[at] = range.end;
  tokens.hash[at] = hashUnits(text.units, range.start, range.end);
}

function copyToken(tokens: Tokens, from: number, to: number): void {
  if (from === to) return;
  tokens.start[to] = tokens.start[from] ?? 0;
  tokens.end[to] = tokens.end[from] ?? 0;
  tokens.hash[to] = tokens.hash[from] ?? 0;
}
