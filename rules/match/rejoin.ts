import { MAX_JOINED } from '../compile/joined-reading.ts';
import type { TokenTable } from '../compile/token-table.ts';
import { NO_RECORD } from '../compile/token-table-data.ts';
import { blank } from '../text/blank.ts';
import { copyToken } from '../text/copy-token.ts';
import { UNDONE } from '../text/fold-code-point.ts';
import { hashUnits } from '../text/hash.ts';
import type { Normalised } from '../text/normalise.ts';
import { SPACE } from '../text/signs.ts';
import { setToken, type Tokens, tellTraits } from '../text/tokens.ts';
import { TRAIT } from '../text/unit-class.ts';
import { cutWords } from './cut-words.ts';
import { dropDecorations } from './decorations.ts';
import { markOtherReadings, mayHaveOtherReadings } from './disguised-token.ts';
import { type Glued, gluedPieces } from './glued-pieces.ts';
import { GluedUnits } from './glued-units.ts';
import { letterRun, MAX_LETTER_UNITS, MAX_RUN } from './letter-run.ts';
import type { PostReader } from './post-reader.ts';
import { splitHashtags } from './split-hashtags.ts';

/** Initials are usually fewer, so a longer run is a word even when no rule knows it. */
const LONG_RUN = 4;
const SHORT_RUN = 3;
/** Signs that stand between letters or for one; arrows and flags are never joined. */
const MAY_BE_JOINED = TRAIT.at | TRAIT.slash | TRAIT.currency;

/** Sifts the tokens of a post without its decoration, and once more where words that were spelled apart make new ones. */
export function siftAndRejoin(reader: PostReader, table: TokenTable): void {
  dropDecorations(reader.text, reader.tokens, table);
  splitHashtags(reader.text, reader.tokens, table);
  sift(reader, table);
  if (reader.sifted.suspectCount > 0 && rejoin(reader, table)) sift(reader, table);
}

function sift(reader: PostReader, table: TokenTable): void {
  if (mayHaveOtherReadings(reader.text)) markOtherReadings(reader.text, reader.tokens, table);
  reader.sift(table);
}

/**
 * Puts words together again that were spelled apart ("b o a t", "b.o.a.t", "b-oat", "vi$a"). Runs of single letters
 * are cut into words the rules know; other pieces are joined only when the whole is such a word. The joined letters move
 * to the front of their range with their offsets, and what stood between them becomes spaces.
 * @returns whether any tokens were joined
 */
function rejoin({ text, tokens, sifted }: PostReader, table: TokenTable): boolean {
  const { suspects, suspectCount } = sifted;
  const { length } = tokens;
  let write = 0;
  let read = 0;
  let hasJoined = false;
  around.forget();
  for (let i = 0; i < suspectCount; i += 1) {
    const suspect = suspects[i] ?? 0;
    if (suspect < read) continue;
    // Nothing has moved until something was joined.
    if (read === write) read = write = suspect;
    for (; read < suspect; read += 1, write += 1) copyToken(tokens, read, write);
    const place = { read, write };
    const joined = joinLetters(text, tokens, place, table) || joinPieces(text, tokens, place, table);
    if (joined) around.forget();
    hasJoined ||= joined;
    ({ read, write } = place);
  }
  if (!hasJoined) return false;
  for (; read < length; read += 1, write += 1) copyToken(tokens, read, write);
  tokens.length = write;
  // Joining blanks out what stood between the letters, which may have been the only slash of the post.
  if ((tokens.traits & MAY_BE_JOINED) !== 0) tellTraits(text, tokens);
  return true;
}

const around = new GluedUnits();

/** Which token is read next, and where the next one is written. */
interface Place {
  read: number;
  write: number;
}

/** Joins the run of single letters that begins here; false when none does. */
function joinLetters(text: Normalised, tokens: Tokens, place: Place, table: TokenTable): boolean {
  const { read, write } = place;
  const run = letterRun(text, tokens, read);
  if (run < SHORT_RUN) return false;
  if (run < LONG_RUN && !isKnownTogether(text, tokens, { read, count: run }, table)) return false;
  // Letters joined by dots end at the next space; letters joined by spaces may be several words.
  const mayBeSeveral = text.units[tokens.end[read] ?? 0] === SPACE;
  joinRun(text, tokens, { read, count: run, write });
  place.write += mayBeSeveral ? cutWords(text, tokens, write, table) : 1;
  place.read += run;
  text.undone |= UNDONE.spaced;
  return true;
}

/** Joins the pieces that are glued together here; false when they make no word. */
function joinPieces(text: Normalised, tokens: Tokens, place: Place, table: TokenTable): boolean {
  const glued = gluedPieces({ text, tokens, first: place.read, around }, table);
  if (glued.pieces === 0) return false;
  joinGlued(text, tokens, glued, place.write);
  if (glued.isKnown) text.undone |= UNDONE.split;
  place.read += glued.pieces;
  place.write += 1;
  return true;
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
