import type { Category } from '../categories.ts';
import type { Found, RuleHit } from '../match/found.ts';
import { SPACE } from '../text/signs.ts';
import { hitWordsIn } from './hit-words.ts';
import { isLaugh, isPicture } from './laughs.ts';

/** Whether something found of a category that speaks against an offer says nothing. */
export type IsEmptyTalk = (hit: RuleHit, category: Category) => boolean;

/**
 * Tells of a post whether what speaks against an offer says nothing, so that whoever adds it cannot hide one: tags ("#scam #news" behind an offer hid three
 * of four), and a laugh beside an address to write to (one "😂" hid every second; elsewhere a laugh tells jests: without it twelve of
 * 8,058 harmless cases more are flagged). For a person at risk it is weighed by other means (`other-voices.ts`).
 */
export function emptyTalkIn(found: Found): IsEmptyTalk {
  const wordsOf = hitWordsIn(found);
  let hasAddress: boolean | undefined;
  return (hit, category) => {
    if (isTagged(found, hit)) return true;
    if (category !== 'fiction') return false;
    // Once a post: looked for anew beside each laugh, it took 16 KB of "haha" half a minute.
    hasAddress ??= found.hits.some((one) => isAddress(found, one));
    return hasAddress && isLaughing(wordsOf(hit));
  };
}

const HASH_SIGN = 0x23;
/** No tag that is read as its words is longer (`split-hashtags.ts`); looking further back would cost a long row of letters its square. */
const LONGEST_TAG = 60;

/** Whether all that was found stands in hashtags. */
function isTagged({ text: { units } }: Found, { start, end }: RuleHit): boolean {
  let at = start;
  const first = Math.max(0, start - LONGEST_TAG);
  while (at > first && units[at - 1] !== SPACE) at -= 1;
  for (; at < end; at += 1) {
    if (units[at] !== HASH_SIGN) return false;
    while (at < end && units[at] !== SPACE) at += 1;
  }
  return true;
}

function isLaughing(words: string): boolean {
  return isPicture(words) || isLaugh(words);
}

/** Whether there is a number, a name or a link to write to, not just words that ask for it. */
export function isAddress({ compiled }: Found, { rule }: RuleHit): boolean {
  const one = compiled.rules[rule];
  return one?.category === 'contact' && one.patterns.length > 0;
}
