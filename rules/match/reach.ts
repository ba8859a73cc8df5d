import { TRAIT } from '../text/unit-class.ts';
import type { Found } from './found.ts';
import type { TermHit } from './list-hits.ts';
import { isFigure } from './token-traits.ts';

/** First and last token that a companion may begin at. */
export interface Reach {
  readonly from: number;
  readonly to: number;
}

const reach = { from: 0, to: 0 };

/**
 * How far `within` words reach on both sides of a hit. A date with its hour is one word; of longer rows of figures every so many are, or
 * each hit in a table would be near to all of it. The answer is reused by the next call.
 */
export function reachOf(found: Found, hit: TermHit, within: number): Reach {
  reach.from = hit.start - tokensOver(found, within, hit.start - 1, -1);
  reach.to = hit.end + tokensOver(found, within, hit.end, 1);
  return reach;
}

/** How many tokens so many words are from `first` on, backwards or forwards, as far as the post goes. */
function tokensOver(found: Found, words: number, first: number, step: 1 | -1): number {
  const room = step === 1 ? found.tokens.length - first : first + 1;
  const most = Math.max(0, Math.min(words, room));
  if (!mayHaveFigures(found, step === 1 ? first : first + 1 - most, most)) return most;
  let left = words;
  let count = 0;
  let figures = 0;
  for (let at = first; left > 0 && count < room; at += step) {
    figures = isFigure(found, at) ? figures + 1 : 0;
    if (figures === 0 || figures % FIGURES_OF_A_DATE === 1) left -= 1;
    count += 1;
  }
  return count;
}

/** Day, month, year, hour, minute and second. */
const FIGURES_OF_A_DATE = 6;

/** Of fewer tokens each is looked at where somebody asks. */
const LONG = 1000;

/** Whether any of so many tokens from `from` on may be a figure. With each hit of a long post its neighbours were looked at anew. */
function mayHaveFigures(found: Found, from: number, count: number): boolean {
  const { tokens, figures } = found;
  if ((tokens.traits & TRAIT.digit) === 0) return false;
  if (tokens.length < LONG) return true;
  if (figures.turn !== found.turn) countFigures(found);
  return figures.before[from + count] !== figures.before[from];
}

function countFigures(found: Found): void {
  const { figures, tokens, turn } = found;
  if (figures.before.length <= tokens.length) figures.before = new Int32Array(2 * tokens.length);
  const { before } = figures;
  for (let at = 0; at < tokens.length; at += 1)
    before[at + 1] = (before[at] ?? 0) + (isFigure(found, at) ? 1 : 0);
  figures.turn = turn;
}
