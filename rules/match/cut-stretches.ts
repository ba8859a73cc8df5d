import { isSentenceEnd } from '../text/clause-end.ts';
import { hasLineEnd, isLineEnd } from '../text/line-end.ts';
import type { Found } from './found.ts';
import type { Stretches } from './stretches.ts';

/** Fewer words on a line, such as a heading, are heard with what stands beside them. */
const LEAST_OF_A_LINE = 4;
/** Of fewer words neighbours that share most of them cannot be told apart. */
const LEAST_OF_SENTENCES = 10;
/** A cut is made behind so many even where nothing ends: not everybody writes full stops. */
const MOST = 40;

/** Cuts the post where lines and sentences end. The known tokens must have been told their scripts. */
export function cutIntoStretches(found: Found): void {
  const { stretches, meanings, tokens } = found;
  const { known, knownCount, script } = meanings;
  const hasLines = hasLineEnd(found.post);
  stretches.count = 0;
  let last: Break = NO_BREAK;
  let words = 0;
  for (let i = 1; i < knownCount; i += 1) {
    if (script[i - 1] !== 0) words += 1;
    if (words === 0) continue;
    const start = tokens.start[known[i] ?? 0] ?? 0;
    const own = findBreak(found, tokens.end[known[i - 1] ?? 0] ?? 0, start, hasLines);
    if (words < (own.isLine ? LEAST_OF_A_LINE : own.at < 0 ? MOST : LEAST_OF_SENTENCES)) {
      // The end of a line that is too short for itself belongs to the sentence before, not to the next line.
      if (!own.isLine || last.isLine || stretches.count === 0) continue;
      stretches.count -= 1;
    }
    endStretch(stretches, i, own.at < 0 ? start : own.at);
    last = own;
    words = 0;
  }
  if (words + 1 < LEAST_OF_A_LINE && stretches.count > 0) stretches.count -= 1;
  endStretch(stretches, knownCount, -1);
}

/** @param next where the next one begins */
function endStretch(stretches: Stretches, end: number, next: number): void {
  const { starts, ends, count } = stretches;
  if (count === 0) starts[0] = 0;
  ends[count] = end;
  starts[count + 1] = next;
  stretches.count = count + 1;
}

interface Break {
  /** The unit behind it, -1 for no break. */
  readonly at: number;
  readonly isLine: boolean;
}

const NO_BREAK: Break = Object.freeze({ at: -1, isLine: false });

/** The last end of a line between two places of the folded text, or else of a sentence. */
function findBreak({ post, text }: Found, from: number, to: number, hasLines: boolean): Break {
  const { units } = text;
  let at = -1;
  for (let i = to - 1; i >= from; i -= 1) {
    const unit = units[i] ?? 0;
    if (hasLines && unit === SPACE && isLineEnd(post, text, i)) return { at: i + 1, isLine: true };
    if (at < 0 && isSentenceEnd(unit)) at = i + 1;
  }
  return at < 0 ? NO_BREAK : { at, isLine: false };
}

const SPACE = 0x20;
