import { UNDONE } from './fold-code-point.ts';
import { PLAIN, plainInfo, traitsOfUnit, traitsSeen } from './fold-table.ts';
import { FIRST_HASH, hashOn } from './hash.ts';
import { SCRIPT } from './letter-group.ts';
import { foldOne, isCollapsed, type Normalised, resetNormalised, unmixWords } from './normalise.ts';
import { SPACE } from './signs.ts';
import { OTHER } from './token-marks.ts';
import {
  finishTokens,
  isScriptEdge,
  pushToken,
  pushWord,
  resetTokens,
  type Tokens,
  tokeniseFrom,
  tokeniseInto,
} from './tokens.ts';
import { TRAIT, UNIT } from './unit-class.ts';

/** The plain part of reading, compiled: the same as `readPlain`, which takes over where a text was moved elsewhere. */
export interface PlainReader {
  holds(text: Normalised): boolean;
  readPlain(post: string, text: Normalised, tokens: Tokens, start: number): number;
  /** Told of what was read in another way: the characters `[start, end)` of the post. */
  learnPost(post: string, start: number, end: number): void;
  /** The same of folded text, from `start` on. */
  learnFolded(text: Normalised, start: number): void;
}

/**
 * Folds a post and cuts it into tokens, hashed, in one pass: the same as `normaliseInto` and then `tokeniseInto`, which say
 * how. Nearly all of nearly every post is plain and touches nothing but arrays; where a character is not, the careful way
 * is taken up to the next space.
 */
export function readInto(
  post: string,
  text: Normalised,
  tokens: Tokens,
  reader: PlainReader | null = null,
): void {
  resetNormalised(text, post.length);
  resetTokens(tokens);
  for (let at = 0; at < post.length; ) {
    if (reader?.holds(text) === true) at = reader.readPlain(post, text, tokens, at);
    else at = readPlain(post, text, tokens, at);
    if (at === post.length) break;
    const { length } = text;
    const end = readCarefully(post, text, tokens, at);
    reader?.learnPost(post, at, end);
    reader?.learnFolded(text, length);
    at = end;
  }
  // Letters put right make other words.
  if (text.scripts === SCRIPT.both && unmixWords(text)) {
    reader?.learnFolded(text, 0);
    tokeniseInto(text, tokens);
  } else finishTokens(tokens);
}

/**
 * Takes in whole words for as long as each unit folds to one unit or is dropped, and is no third of its kind; answers where
 * it stopped. What it has of a word that is not whole is left to the careful way, which takes it up from the text.
 */
function readPlain(post: string, text: Normalised, tokens: Tokens, start: number): number {
  const { units, from, to } = text;
  const isRunning = (text.undone & UNDONE.repeated) !== 0;
  let at = text.length;
  let last = at > 0 ? (units[at - 1] ?? 0) : 0;
  let seen = 0;
  let dropped = 0;
  let word = -1;
  let hash = FIRST_HASH;
  let digits = 0;
  let other = 0;
  let kindBefore = 0;
  let i = start;
  const end = Math.min(post.length, start + units.length - at);
  for (; i < end; i += 1) {
    const info = plainInfo(post.charCodeAt(i));
    if ((info & PLAIN.dropped) !== 0) {
      dropped |= info;
      continue;
    }
    if (info === 0) break;
    const unit = info & PLAIN.unit;
    const kind = (info >>> PLAIN.traitsShift) & TRAIT.class;
    if (unit === last) {
      // Runs of spaces fold to one. Doubles are ordinary spelling; runs of three letters are for the careful way.
      if (unit === SPACE) {
        to[at - 1] = i + 1;
        continue;
      }
      const isThird = (at > 1 && units[at - 2] === unit) || (isRunning && isCollapsed(text, at - 1));
      if (kind === UNIT.letter && isThird) break;
      if (kind === UNIT.letter) other |= OTHER.doubled;
    }
    seen |= info;
    if (kind === UNIT.letter || kind === UNIT.digit) {
      if (word < 0) word = at;
      else if (kind !== kindBefore && isScriptEdge(last, unit)) {
        pushWord(tokens, { start: word, end: at, hash, digits, other });
        word = at;
        hash = FIRST_HASH;
        digits = 0;
        other = 0;
      }
      kindBefore = kind;
      if (kind === UNIT.digit) {
        digits += 1;
        other |= OTHER.digit;
      }
      hash = hashOn(hash, unit);
    } else {
      if (word >= 0) {
        pushWord(tokens, { start: word, end: at, hash, digits, other });
        word = -1;
        hash = FIRST_HASH;
        digits = 0;
        other = 0;
      }
      if (kind !== UNIT.separator) {
        tokens.traits |= traitsOfUnit(unit) & TRAIT.picture;
        pushToken(tokens, at, at + 1, hashOn(FIRST_HASH, unit) | 0);
      }
    }
    units[at] = unit;
    from[at] = i;
    to[at] = i + 1;
    at += 1;
    last = unit;
  }
  if (i === post.length && word >= 0) {
    pushWord(tokens, { start: word, end: at, hash, digits, other });
    word = -1;
  }
  text.length = at;
  text.tokenised = word < 0 ? at : word;
  text.undone |= dropped & PLAIN.unit;
  text.scripts |= (seen >>> PLAIN.scriptsShift) & SCRIPT.both;
  tokens.traits |= traitsSeen(seen);
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
