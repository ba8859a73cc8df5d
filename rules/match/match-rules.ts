import type { CompiledRule, ListId } from '../compile/compiled-rules.ts';
import type { FlatLists } from '../compile/flat-lists.ts';
import { isClauseEnded } from '../text/clause-end.ts';
import { firstFrom } from '../text/first-from.ts';
import type { Found } from './found.ts';
import { hitsOfList, hitsOfLists, isTouched, onlyHitOf, type TermHit } from './list-hits.ts';
import { isPartOfFigure } from './part-of-figure.ts';
import { type Reach, reachOf } from './reach.ts';

/** Turns hits of lists into hits of rules: checks companions, drops overlaps. All are kept: which of them count is decided later. */
export function matchRules(found: Found): void {
  askRules(found, found.compiled.rulesOfList);
}

/** Asks the rules that go by a list which the post has touched, each once. */
export function askRules(found: Found, { from, all }: FlatLists): void {
  const { lists, seen } = found;
  for (let i = 0; i < lists.touchedCount; i += 1) {
    const list = lists.touched[i] ?? 0;
    const end = from[list + 1] ?? 0;
    for (let at = from[list] ?? 0; at < end; at += 1) {
      const index = all[at] ?? 0;
      if (seen[index] === found.turn) continue;
      seen[index] = found.turn;
      askRule(found, index, list);
    }
  }
}

/** What one rule makes of the hits, where one of the lists that it goes by has any. */
export function askRule(found: Found, index: number, list: ListId): void {
  if (found.isLone[index] === 1 && settleOnlyHit(found, index, list)) return;
  if (!hasAllCompanions(found, index)) return;
  const rule = found.compiled.rules[index];
  if (rule !== undefined) settle(found, index, rule);
}

/** Most lists have one hit, which nothing can cover; then there is nothing to sort and no rule to read. */
function settleOnlyHit({ lists, tokens, hits }: Found, index: number, list: ListId): boolean {
  const hit = onlyHitOf(lists, list);
  if (hit === null) return false;
  hits.push({ rule: index, start: tokens.start[hit.start] ?? 0, end: tokens.end[hit.end - 1] ?? 0 });
  return true;
}

/** Whether the post has anything at all of each list that the rule asks for. */
export function hasAllCompanions({ lists, compiled }: Found, rule: number): boolean {
  const { from, all } = compiled.companionsOf;
  const end = from[rule + 1] ?? 0;
  let hasAny = false;
  for (let at = from[rule] ?? 0; at < end; at += 1) {
    const list = all[at] ?? 0;
    hasAny ||= isTouched(lists, list < 0 ? ~list : list);
    if (list >= 0) continue;
    if (!hasAny) return false;
    hasAny = false;
  }
  return true;
}

function settle(found: Found, index: number, rule: CompiledRule): void {
  const { lists, tokens, repeats, hits } = found;
  const from = hits.length;
  if (repeats.isRepeat(lists, index, rule, from)) return;
  const anchors = hitsOfLists(lists, rule.anchors);
  let coveredTo = -1;
  // Longest first at the same place, so that "pay on arrival" wins over "on arrival".
  for (const hit of anchors) {
    if (hit.start < coveredTo) continue;
    if (rule.category === 'minor-alone' && isPartOfFigure(found, hit.start)) continue;
    if (!isBorneOut(found, rule, hit)) continue;
    coveredTo = hit.end;
    hits.push({ rule: index, start: tokens.start[hit.start] ?? 0, end: tokens.end[hit.end - 1] ?? 0 });
  }
  repeats.remember(anchors.length, { rule, from, to: hits.length });
}

/** Whether all that a rule asks for stands near a hit of it, and nothing that takes it back. */
export function isBorneOut(found: Found, rule: CompiledRule, hit: TermHit): boolean {
  return isAccompanied(found, rule, hit) && !isCancelled(found, rule, hit);
}

/** Lists are asked one by one: putting those of a group together would cost a long post a fifth of its time. */
function isAccompanied(found: Found, rule: CompiledRule, hit: TermHit): boolean {
  const { lists, compiled } = found;
  const { companions, within, category } = rule;
  if (companions.length === 0) return true;
  const reach = reachOf(found, hit, within);
  for (const group of companions) {
    if (isAnyNear(found, group, hit, reach)) continue;
    if (category !== 'distress') return false;
    const boats = group.filter((list) => compiled.boatLists.has(list));
    if (!boats.some((list) => hasPart(hitsOfList(lists, list), hit))) return false;
  }
  return true;
}

/** A phrase of distress that names the boat needs no second one: "our boat is sinking". */
function hasPart(boats: readonly TermHit[], { start, end }: TermHit): boolean {
  for (let at = firstFrom(boats, start); at < boats.length; at += 1) {
    const boat = boats[at];
    if (boat === undefined || boat.start >= end) return false;
    if (boat.end <= end && boat.end - boat.start < end - start) return true;
  }
  return false;
}

function isAnyNear(found: Found, group: readonly ListId[], hit: TermHit, reach: Reach): boolean {
  for (const list of group) if (isNear(hitsOfList(found.lists, list), hit, reach)) return true;
  return false;
}

function isCancelled(found: Found, { without, cancelWithin }: CompiledRule, hit: TermHit): boolean {
  for (const list of without) {
    if (!isTouched(found.lists, list)) continue;
    const spans = hitsOfList(found.lists, list);
    // A question mark speaks of its own clause ("Any doubt? Two seats left, who is ready?").
    const speaks = (span: TermHit) => !isQuestionMark(found, span) || isSameClause(found, hit, span);
    if (isNear(spans, hit, reachOf(found, hit, cancelWithin), speaks) || isOverlapped(spans, hit))
      return true;
  }
  return false;
}

function isQuestionMark({ text, tokens }: Found, span: TermHit): boolean {
  return span.end - span.start === 1 && text.units[tokens.start[span.start] ?? 0] === QUESTION_MARK;
}

const QUESTION_MARK = 0x3f;

/** Whether the mark ends the clause that the hit stands in. */
function isSameClause({ text, tokens }: Found, hit: TermHit, mark: TermHit): boolean {
  if (mark.start < hit.end) return false;
  const end = tokens.start[mark.start] ?? 0;
  return !isClauseEnded(text, tokens.end[hit.end - 1] ?? end, end);
}

/** Longer terms do not cancel what they take in. */
const MAX_SPAN = 16;

/** With one word of its own it mostly shares a preposition: "from the airport" beside "the airport to" denies nothing. */
const WORDS_OF_ITS_OWN = 2;

/** "Smugglers" inside "we are not smugglers", and "smugglers alert" after the same words. */
function isOverlapped(spans: readonly TermHit[], hit: TermHit): boolean {
  for (let at = firstFrom(spans, hit.start - MAX_SPAN); at < spans.length; at += 1) {
    const span = spans[at];
    if (span === undefined || span.start >= hit.end) return false;
    if (span.end <= hit.start) continue;
    const before = Math.max(0, hit.start - span.start);
    const behind = Math.max(0, span.end - hit.end);
    const takesIn = span.start <= hit.start && span.end >= hit.end;
    if (before + behind >= (takesIn ? 1 : WORDS_OF_ITS_OWN)) return true;
  }
  return false;
}

/** Does any span that is not the hit itself, and speaks of it, begin within reach of it? */
function isNear(
  spans: readonly TermHit[],
  hit: TermHit,
  { from, to }: Reach,
  speaks: (span: TermHit) => boolean = () => true,
): boolean {
  for (let at = firstFrom(spans, from); at < spans.length; at += 1) {
    const span = spans[at];
    if (span === undefined || span.start > to) return false;
    // One word cannot keep itself company.
    if ((span.start >= hit.end || span.end <= hit.start) && speaks(span)) return true;
  }
  return false;
}
