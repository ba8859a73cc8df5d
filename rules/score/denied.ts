import type { LanguageIndex } from '../compile/element.ts';
import type { Found, RuleHit } from '../match/found.ts';
import { hitsOfList, type TermHit } from '../match/list-hits.ts';
import { clearestAt } from '../match/stretches.ts';
import { isClauseEnded } from '../text/clause-end.ts';
import { firstFrom } from '../text/first-from.ts';
import type { Tokens } from '../text/tokens.ts';

/** How many words may stand between: "it is not a movie or a film". */
const REACH = 4;
/** No listed denial is longer, in words. */
const LONGEST_DENIAL = 8;

/**
 * Whether the clearest language of a post denies what was found: a word of denial stands near it in its clause, before or behind
 * as the language has it, or takes it in. "This is no film" is said by those who fear not to be believed.
 */
export function isDenied(found: Found, hit: RuleHit): boolean {
  const denials = denialsIn(found, clearestAt(found, hit.start));
  if (denials.length === 0) return false;
  const { tokens, text } = found;
  const start = tokenFrom(tokens, hit.start);
  const end = tokenFrom(tokens, hit.end);
  for (let at = firstFrom(denials, start - REACH - LONGEST_DENIAL); at < denials.length; at += 1) {
    const denial = denials[at];
    if (denial === undefined || denial.start > end + REACH) return false;
    // "The boss does not check" is a jest as it stands.
    if (denial.start >= start && denial.end <= end) continue;
    const isBefore = denial.start < start;
    const [from, to] = isBefore ? [denial.end, start] : [end, denial.start];
    if (to - from <= REACH && !isClauseEnded(text, tokens.end[from - 1] ?? 0, tokens.start[to] ?? 0))
      return true;
  }
  return false;
}

/** One list for each language, so the first of the clearest is all of them. */
function denialsIn({ lists, compiled }: Found, clearest: LanguageIndex): readonly TermHit[] {
  for (let at = 0; at < lists.touchedCount; at += 1) {
    const list = lists.touched[at] ?? 0;
    if (compiled.denialLists.has(list) && compiled.languageOfList[list] === clearest)
      return hitsOfList(lists, list);
  }
  return NONE;
}

const NONE: readonly TermHit[] = [];

/** The first token that begins at a place of the folded text, or behind it. */
function tokenFrom({ start, length }: Tokens, place: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((start[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
