import type { Found, RuleHit } from '../match/found.ts';
import { normalisedText } from '../text/normalise.ts';

/** No listed word is longer; a token that a stem found may be as long as the post. */
const LONGEST_WORD = 120;

/** Tells what was found in a post, folded as posts are read. The text is put together once: doing so for each hit was most of what it took. */
export function hitWordsIn({ text }: Found): (hit: RuleHit) => string {
  let whole: string | null = null;
  return ({ start, end }) => {
    whole ??= normalisedText(text);
    return whole.slice(start, Math.min(end, start + LONGEST_WORD));
  };
}
