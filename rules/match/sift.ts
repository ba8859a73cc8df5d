import { hasBit, mayStartStem, pairHash, type Sieve } from '../compile/sieve.ts';
import { classOfUnit } from '../text/fold-table.ts';
import { isLeetSign } from '../text/leet.ts';
import type { Normalised } from '../text/normalise.ts';
import { SPACE } from '../text/signs.ts';
import type { Tokens } from '../text/tokens.ts';
import { UNIT } from '../text/unit-class.ts';
import { MAX_LETTER_GAP, mayBeLetter } from './letter-run.ts';
import { resetSifted, type Sifted } from './sifted.ts';

const EXCLAMATION = 0x21;
const APOSTROPHE = 0x27;

/**
 * Picks the tokens worth a further look, and errs on the side of too many: what it leaves out is certainly no word that
 * the sieve holds, and certainly begins no word that was spelled apart.
 */
export function sift(text: Normalised, tokens: Tokens, sieve: Sieve, into: Sifted): void {
  resetSifted(into, tokens.length);
  const { units, length } = text;
  const { start, end, other } = tokens;
  const { candidates, suspects } = into;
  let candidateCount = 0;
  let suspectCount = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const from = start[at] ?? 0;
    const to = end[at] ?? 0;
    candidates[candidateCount] = at;
    if (other[at] !== 0 || mayAnchor(sieve, tokens, at) || mayStartStem(sieve, units, from, to))
      candidateCount += 1;
    suspects[suspectCount] = at;
    if (
      (from > 0 && isLeetSign(units[from - 1] ?? 0)) ||
      (to < length && units[to] !== SPACE && mayBeGlued(units, { from, to, length })) ||
      mayBeginRun(text, tokens, at)
    )
      suspectCount += 1;
  }
  into.candidateCount = candidateCount;
  into.suspectCount = suspectCount;
}

/** Whether the token may be a phrase by itself, or with one of those beside it. */
function mayAnchor(sieve: Sieve, tokens: Tokens, at: number): boolean {
  const hash = tokens.hash[at] ?? 0;
  if (!hasBit(sieve.words, hash)) return false;
  return (
    sieve.isWhole ||
    hasBit(sieve.alone, hash) ||
    mayBePair(sieve, tokens, at - 1) ||
    mayBePair(sieve, tokens, at)
  );
}

/** Whether the token and the next can stand in a phrase; nothing tells where either may be another word than it is spelled. */
function mayBePair(sieve: Sieve, { hash, other, length }: Tokens, at: number): boolean {
  const isInside = at >= 0 && at + 1 < length;
  if (isInside && (other[at] !== 0 || other[at + 1] !== 0)) return true;
  // Both ends of a text are words with a hash of 0, so that nothing has to ask where they are.
  const before = at < 0 ? 0 : (hash[at] ?? 0);
  const behind = at + 1 < length ? (hash[at + 1] ?? 0) : 0;
  return hasBit(sieve.pairs, pairHash(before, behind));
}

/** Whether letters or signs that stand for letters follow a token with at most one other sign between. See `gluedPieces`. */
function mayBeGlued(units: Uint16Array, token: { from: number; to: number; length: number }): boolean {
  const { from, to, length } = token;
  if (!isWordLike(units[from] ?? 0)) return false;
  const next = units[to] ?? 0;
  const after = to + 1 < length ? (units[to + 1] ?? 0) : SPACE;
  if (next === EXCLAMATION) return after !== SPACE && after !== EXCLAMATION;
  if (isWordLike(next)) return true;
  return after !== SPACE && isWordLike(after) && next !== APOSTROPHE && classOfUnit(next) === UNIT.separator;
}

/** Whether three single letters begin here with few signs between. See `letterRun`. */
function mayBeginRun(text: Normalised, tokens: Tokens, first: number): boolean {
  if (first + 2 >= tokens.length) return false;
  for (let at = first; at < first + 3; at += 1) {
    if (!mayBeLetter(text, tokens, at)) return false;
    if (at === first) continue;
    const gap = (tokens.start[at] ?? 0) - (tokens.end[at - 1] ?? 0);
    if (gap < 1 || gap > MAX_LETTER_GAP) return false;
  }
  return true;
}

function isWordLike(unit: number): boolean {
  const kind = classOfUnit(unit);
  return kind === UNIT.letter || kind === UNIT.digit || isLeetSign(unit);
}
