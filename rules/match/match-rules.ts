import type { CompiledRule, ListId } from '../compile/compiled-rules.ts';
import { type Found, MAX_HITS_PER_RULE } from './found.ts';
import { hitsOfLists, isTouched, type ListHits, type TermHit } from './list-hits.ts';

/** Turns hits of lists into hits of rules: checks companions, drops overlaps, keeps the first few. */
export function matchRules(found: Found): void {
  const { lists, compiled, seen } = found;
  for (let i = 0; i < lists.touchedCount; i += 1) {
    for (const index of compiled.rulesOfList[lists.touched[i] ?? 0] ?? []) {
      if (seen[index] === found.turn) continue;
      seen[index] = found.turn;
      const rule = compiled.rules[index];
      if (rule === undefined || !hasAllCompanions(lists, rule)) continue;
      settle(found, index, rule);
    }
  }
}

function hasAllCompanions(lists: ListHits, rule: CompiledRule): boolean {
  for (const group of rule.companions) if (!hasAny(lists, group)) return false;
  return true;
}

function hasAny(lists: ListHits, group: readonly ListId[]): boolean {
  for (const list of group) if (isTouched(lists, list)) return true;
  return false;
}

function settle(found: Found, index: number, rule: CompiledRule): void {
  const { lists, tokens } = found;
  const companions = rule.companions.map((group) => hitsOfLists(lists, group));
  const cancelling = hitsOfLists(lists, rule.without);
  // Longest first at the same place, so that "pay on arrival" wins over "on arrival".
  const anchors = hitsOfLists(lists, rule.anchors);
  let kept = 0;
  let coveredTo = -1;
  for (const hit of anchors) {
    if (hit.start < coveredTo) continue;
    if (!isAccompanied(companions, hit, rule.within)) continue;
    if (cancelling.length > 0 && isCancelled(found, cancelling, hit, rule.cancelWithin)) continue;
    coveredTo = hit.end;
    found.hits.push({
      rule: index,
      start: tokens.start[hit.start] ?? 0,
      end: tokens.end[hit.end - 1] ?? 0,
    });
    kept += 1;
    if (kept === MAX_HITS_PER_RULE) return;
  }
}

function isAccompanied(companions: readonly (readonly TermHit[])[], hit: TermHit, within: number): boolean {
  for (const spans of companions) if (!isNear(spans, hit, within)) return false;
  return true;
}

function isCancelled(found: Found, cancelling: readonly TermHit[], hit: TermHit, within: number): boolean {
  // What ends the sentence before says nothing about this one ("Who is ready? The road is open").
  const speaks = (span: TermHit) => span.start >= hit.end || !isSentenceEnd(found, span);
  return isNear(cancelling, hit, within, speaks) || isPartOfAny(cancelling, hit);
}

function isSentenceEnd({ text, tokens }: Found, span: TermHit): boolean {
  return span.end - span.start === 1 && text.units[tokens.start[span.start] ?? 0] === QUESTION_MARK;
}

const QUESTION_MARK = 0x3f;

/** Longer terms do not cancel what they take in. */
const MAX_SPAN = 16;

/** "Smugglers" inside "we are not smugglers". */
function isPartOfAny(spans: readonly TermHit[], hit: TermHit): boolean {
  for (let at = firstFrom(spans, hit.start - MAX_SPAN); at < spans.length; at += 1) {
    const span = spans[at];
    if (span === undefined || span.start > hit.start) return false;
    if (span.end >= hit.end && span.end - span.start > hit.end - hit.start) return true;
  }
  return false;
}

/** Binary search: the first of the spans, sorted by start, that begins at `start` or later. */
function firstFrom(spans: readonly TermHit[], start: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Does any span that is not the hit itself, and speaks of it, begin within `within` tokens of it? */
function isNear(
  spans: readonly TermHit[],
  hit: TermHit,
  within: number,
  speaks: (span: TermHit) => boolean = () => true,
): boolean {
  for (let at = firstFrom(spans, hit.start - within); at < spans.length; at += 1) {
    const span = spans[at];
    if (span === undefined || span.start > hit.end + within) return false;
    // One word cannot keep itself company.
    if ((span.start >= hit.end || span.end <= hit.start) && speaks(span)) return true;
  }
  return false;
}
