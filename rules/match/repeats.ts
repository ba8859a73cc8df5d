import type { CompiledRule, ListId } from '../compile/compiled-rules.ts';
import { hitsOfList, isTouched, type ListHits } from './list-hits.ts';

/** Of fewer hits nobody asks whether another language found the same: asking would cost an ordinary post more than they do. */
const MANY = 32;

/** A rule that found what the same rule of another language had found before: hits `[from, to)`, told of in front of the one at `at`. */
export interface Repeat {
  readonly rule: number;
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** A rule that was asked, and its hits. */
interface Asked {
  readonly rule: CompiledRule;
  readonly from: number;
  readonly to: number;
}

/**
 * Words that many languages list. "DM" is a word of 33, so a post of nothing else had two million hits, and took more than a second;
 * each is a hit once, and whoever wants to know which languages have it goes through `eachHit`.
 */
export class Repeats {
  readonly told: Repeat[] = [];
  /** By the id of their rule. */
  readonly #asked = new Map<string, Asked[]>();

  forget(): void {
    if (this.#asked.size > 0) this.#asked.clear();
    if (this.told.length > 0) this.told.length = 0;
  }

  /** Whether a rule surely finds what another language's did; then that is told of. */
  isRepeat(lists: ListHits, index: number, rule: CompiledRule, at: number): boolean {
    if (this.#asked.size === 0) return false;
    const before = this.#asked.get(rule.id)?.find((one) => findsTheSame(lists, rule, one.rule));
    if (before === undefined) return false;
    const { from, to } = before;
    if (to > from) this.told.push({ rule: index, from, to, at });
    return true;
  }

  /** Told of the hits `[from, to)` of a rule with so many in its lists. */
  remember(count: number, asked: Asked): void {
    if (count < MANY) return;
    const { id } = asked.rule;
    const same = this.#asked.get(id);
    if (same === undefined) this.#asked.set(id, [asked]);
    else same.push(asked);
  }
}

/** Whether two rules of one id ask the same of lists that hold the same: then they find the same. */
function findsTheSame(lists: ListHits, one: CompiledRule, other: CompiledRule): boolean {
  // What names a boat is asked of a list by its number.
  if (one.category !== other.category || one.category === 'distress') return false;
  if (one.weight !== other.weight || one.within !== other.within || one.cancelWithin !== other.cancelWithin)
    return false;
  if (one.patterns.length !== other.patterns.length || one.companions.length !== other.companions.length)
    return false;
  return (
    holdTheSame(lists, one.anchors, other.anchors) &&
    holdTheSame(lists, one.without, other.without) &&
    one.companions.every((group, at) => holdTheSame(lists, group, other.companions[at] ?? []))
  );
}

/** Lists with the same hits are one and the same list of hits (`hitsOfList`); those without any say nothing. */
function holdTheSame(lists: ListHits, some: readonly ListId[], others: readonly ListId[]): boolean {
  let next = 0;
  for (const list of some) {
    if (!isTouched(lists, list)) continue;
    while (next < others.length && !isTouched(lists, others[next] ?? 0)) next += 1;
    const other = others[next];
    if (other === undefined) return false;
    if (list !== other && hitsOfList(lists, list) !== hitsOfList(lists, other)) return false;
    next += 1;
  }
  while (next < others.length && !isTouched(lists, others[next] ?? 0)) next += 1;
  return next >= others.length;
}

/** Goes through what all rules found in the order in which they were asked, of each language that found it. */
export function eachHit<Hit extends { readonly rule: number }>(
  { hits, repeats }: { readonly hits: readonly Hit[]; readonly repeats: Repeats },
  visit: (hit: Hit, rule: number) => void,
): void {
  let next = 0;
  for (let at = 0; at <= hits.length; at += 1) {
    for (let told = repeats.told[next]; told?.at === at; told = repeats.told[next]) {
      for (let own = told.from; own < told.to; own += 1) {
        const again = hits[own];
        if (again !== undefined) visit(again, told.rule);
      }
      next += 1;
    }
    const hit = hits[at];
    if (hit !== undefined) visit(hit, hit.rule);
  }
}
