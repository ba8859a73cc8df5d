import type { Span } from '../assessment.ts';
import { isCounterKind } from '../categories.ts';
import type { Found, RuleHit } from '../match/found.ts';
import { findQuotations, isInside } from '../text/quotations.ts';
import { type IsEmptyTalk, isAddress } from './empty-talk.ts';

/** A few words outside are a heading or a greeting of whoever put all of his advert in quotation marks. */
const FEWEST_LETTERS = 25;
/** Beside an address that may be his own more is to be said: reports of an account name it as well. */
const FEWEST_BESIDE_AN_ADDRESS = 60;
const LETTERS = /[\p{L}\p{M}]/gu;
/** Names and tags are no sentence. */
const TAG_OR_ADDRESS = /[#@＃＠]\S{1,200}|\S{0,100}\/\S{0,200}/gu;
const NONE: readonly Span[] = [];

/** What was found in a post, and how it is told of. */
interface Heard {
  readonly hits: readonly RuleHit[];
  readonly original: string;
  readonly spanOf: (hit: RuleHit) => Span;
  readonly isEmptyTalk: IsEmptyTalk;
}

/**
 * Quotations that are the words of somebody else, in UTF-16 units of the original: somebody outside speaks otherwise than a provider, or a
 * sentence stands there, and some where there is an address. Thirteen flames, or the seller's own number, outside of the marks are nobody else:
 * they hid 5,056 of 5,087 offers, while "do not believe this" was too short to be heard.
 */
export function othersWords(found: Found, { hits, original, spanOf, isEmptyTalk }: Heard): readonly Span[] {
  const quotations = findQuotations(original);
  if (quotations.length === 0) return NONE;
  let hasAddress = false;
  for (const hit of hits) {
    const rule = found.compiled.rules[hit.rule];
    if (rule === undefined) continue;
    const { start, end } = spanOf(hit);
    if (isInside(quotations, start, end)) continue;
    const { category, weight } = rule;
    if (isCounterKind(category) && weight > 0 && !isEmptyTalk(hit, category)) return quotations;
    hasAddress ||= isAddress(found, hit);
  }
  const fewest = hasAddress ? FEWEST_BESIDE_AN_ADDRESS : FEWEST_LETTERS;
  return lettersOutside(quotations, original) >= fewest ? quotations : NONE;
}

function lettersOutside(quotations: readonly Span[], text: string): number {
  const behind = { start: text.length, end: text.length };
  let count = 0;
  let at = 0;
  for (const { start, end } of [...quotations, behind]) {
    count += text.slice(at, start).replaceAll(TAG_OR_ADDRESS, '').match(LETTERS)?.length ?? 0;
    at = end;
  }
  return count;
}
