import type { ListId } from '../compile/compiled-rules.ts';

/** Where one term of a list stands, in tokens; `end` is exclusive. */
export interface TermHit {
  readonly start: number;
  readonly end: number;
}

/**
 * Hits of all lists as linked lists in flat arrays. Most lists that a post touches belong to rules that miss some other
 * word; which lists were touched tells so at once, and no object is made for them.
 */
export interface ListHits {
  /** Index of the list's latest hit, -1 for none. */
  readonly last: Int32Array;
  /** Lists with a hit; only the first `touchedCount` entries count. */
  readonly touched: Int32Array;
  touchedCount: number;
  /** Three numbers per hit: start, end, and the hit of the same list before it (-1 for none). */
  hits: Int32Array;
  length: number;
  /** By list, its hits in reading order once somebody asked for them, and the lists that somebody asked for. */
  readonly sorted: (readonly TermHit[] | undefined)[];
  readonly asked: ListId[];
}

const FIELDS = 3;
const FIRST_HITS = 256;
/** Larger arrays are let go rather than kept for the next post. */
const MAX_KEPT_HITS = 16 * 1024;

export function emptyListHits(lists: number): ListHits {
  return {
    last: new Int32Array(lists).fill(-1),
    touched: new Int32Array(lists),
    touchedCount: 0,
    hits: new Int32Array(FIRST_HITS * FIELDS),
    length: 0,
    sorted: new Array<undefined>(lists).fill(undefined),
    asked: [],
  };
}

export function clearListHits(lists: ListHits): void {
  for (let i = 0; i < lists.touchedCount; i += 1) lists.last[lists.touched[i] ?? 0] = -1;
  if (lists.asked.length > 0) {
    for (const list of lists.asked) lists.sorted[list] = undefined;
    lists.asked.length = 0;
  }
  lists.touchedCount = 0;
  lists.length = 0;
  if (lists.hits.length > MAX_KEPT_HITS * FIELDS) lists.hits = new Int32Array(FIRST_HITS * FIELDS);
}

export function addListHit(lists: ListHits, list: ListId, start: number, end: number): void {
  const at = lists.length;
  if ((at + 1) * FIELDS > lists.hits.length) {
    const larger = new Int32Array(lists.hits.length * 2);
    larger.set(lists.hits);
    lists.hits = larger;
  }
  const before = lists.last[list] ?? -1;
  if (before < 0) {
    lists.touched[lists.touchedCount] = list;
    lists.touchedCount += 1;
  }
  const { hits } = lists;
  const field = at * FIELDS;
  hits[field] = start;
  hits[field + 1] = end;
  hits[field + 2] = before;
  lists.last[list] = at;
  lists.length = at + 1;
}

export function isTouched(lists: ListHits, list: ListId): boolean {
  return (lists.last[list] ?? -1) >= 0;
}

/** The hit of a list that was touched, where it has no other; null where it has several. */
export function onlyHitOf({ hits, last }: ListHits, list: ListId): TermHit | null {
  const field = (last[list] ?? 0) * FIELDS;
  return (hits[field + 2] ?? -1) >= 0 ? null : { start: hits[field] ?? 0, end: hits[field + 1] ?? 0 };
}

const NONE: readonly TermHit[] = [];

/** All hits of the given lists in reading order, the longer first at the same place. */
export function hitsOfLists(lists: ListHits, wanted: Iterable<ListId>): readonly TermHit[] {
  let only = NONE;
  let all: TermHit[] | null = null;
  for (const list of wanted) {
    const own = hitsOfList(lists, list);
    if (own.length === 0) continue;
    if (only.length === 0) only = own;
    else {
      all ??= [...only];
      for (const hit of own) all.push(hit);
    }
  }
  return all === null ? only : all.sort(inReadingOrder);
}

/** The same of lists in every language, some hundreds: those that the post touched are a handful, and gone through instead. */
export function hitsOfMany(lists: ListHits, wanted: ReadonlySet<ListId>): readonly TermHit[] {
  const own: ListId[] = [];
  for (let at = 0; at < lists.touchedCount; at += 1) {
    const list = lists.touched[at] ?? 0;
    if (wanted.has(list)) own.push(list);
  }
  return hitsOfLists(lists, own);
}

/** Those of one list, made at first need and kept for the post: many rules ask for the same list. */
export function hitsOfList(lists: ListHits, list: ListId): readonly TermHit[] {
  if (!isTouched(lists, list)) return NONE;
  const known = lists.sorted[list];
  if (known !== undefined) return known;
  const found: TermHit[] = [];
  const { hits } = lists;
  for (let at = lists.last[list] ?? -1; at >= 0; ) {
    const field = at * FIELDS;
    found.push({ start: hits[field] ?? 0, end: hits[field + 1] ?? 0 });
    at = hits[field + 2] ?? -1;
  }
  if (found.length > 1) found.reverse().sort(inReadingOrder);
  lists.sorted[list] = found;
  lists.asked.push(list);
  return found;
}

function inReadingOrder(a: TermHit, b: TermHit): number {
  return a.start - b.start || b.end - a.end;
}
