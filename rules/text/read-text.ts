import { UNDONE } from './fold-code-point.ts';
import { PLAIN, plainInfo } from './fold-table.ts';
import { SCRIPT } from './letter-group.ts';
import { foldOne, type Normalised, resetNormalised, unmixWords } from './normalise.ts';
import {
  FIRST_HASH,
  finishTokens,
  HASH_PRIME,
  isScriptEdge,
  pushToken,
  resetTokens,
  type Tokens,
  tokeniseFrom,
  tokeniseInto,
} from './tokens.ts';
import { TRAIT, UNIT } from './unit-class.ts';

const SPACE = 0x20;

/**
 * Folds a post and cuts it into tokens, hashed, in one pass: the same as `normaliseInto` and then `tokeniseInto`, which say
 * how. Nearly all of nearly every post is plain and touches nothing but arrays; where a character is not, the careful way
 * is taken up to the next space.
 */
export function readInto(post: string, text: Normalised, tokens: Tokens): void {
  resetNormalised(text, post.length);
  resetTokens(tokens);
  for (let at = 0; at < post.length; ) {
    at = readPlain(post, text, tokens, at);
    if (at < post.length) at = readCarefully(post, text, tokens, at);
  }
  // Letters put right make other words.
  if (text.scripts === SCRIPT.both && unmixWords(text)) tokeniseInto(text, tokens);
  else finishTokens(text, tokens);
}

/**
 * Takes in whole words for as long as each unit folds to one unit, hides nothing and is no third of its kind; answers where
 * it stopped. What it has of a word that is not whole is left to the careful way, which takes it up from the text.
 */
function readPlain(post: string, text: Normalised, tokens: Tokens, start: number): number {
  const { units, from, to } = text;
  let at = text.length;
  let last = at > 0 ? (units[at - 1] ?? 0) : -1;
  let seen = 0;
  let word = -1;
  let hash = 0;
  let kindBefore = 0;
  const isRunning = (text.undone & UNDONE.repeated) !== 0;
  let i = start;
  const end = Math.min(post.length, start + units.length - at);
  for (; i < end; i += 1) {
    const info = plainInfo(post.charCodeAt(i));
    const unit = info & PLAIN.unit;
    if (info === 0) break;
    // Doubles are ordinary spelling; spaces and runs of three are for the careful path.
    if (unit === last && (unit === SPACE || isRunning || units[at - 2] === unit)) break;
    seen |= info;
    const kind = (info >>> PLAIN.traitsShift) & TRAIT.class;
    if (kind === UNIT.letter || kind === UNIT.digit) {
      if (word < 0) {
        word = at;
        hash = FIRST_HASH;
      } else if (kind !== kindBefore && isScriptEdge(last, unit)) {
        pushToken(tokens, word, at, hash | 0);
        word = at;
        hash = FIRST_HASH;
      }
      kindBefore = kind;
      hash = Math.imul(hash ^ unit, HASH_PRIME);
    } else {
      if (word >= 0) {
        pushToken(tokens, word, at, hash | 0);
        word = -1;
      }
      if (kind !== UNIT.separator)
        pushToken(tokens, at, at + 1, Math.imul(FIRST_HASH ^ unit, HASH_PRIME) | 0);
    }
    units[at] = unit;
    from[at] = i;
    to[at] = i + 1;
    at += 1;
    last = unit;
  }
  if (i === post.length && word >= 0) {
    pushToken(tokens, word, at, hash | 0);
    word = -1;
  }
  text.length = at;
  text.tokenised = word < 0 ? at : word;
  text.scripts |= (seen >>> PLAIN.scriptsShift) & SCRIPT.both;
  tokens.traits |= (seen >>> PLAIN.traitsShift) & PLAIN.traits;
  return i;
}

/** Takes in characters of every kind up to a space, and the word that was begun before them; answers where it stopped. */
function readCarefully(post: string, text: Normalised, tokens: Tokens, start: number): number {
  let i = foldOne(post, text, start);
  while (i < post.length && post.charCodeAt(i) !== SPACE && text.units[text.length - 1] !== SPACE)
    i = foldOne(post, text, i);
  tokeniseFrom(text, tokens, text.tokenised);
  return i;
}
