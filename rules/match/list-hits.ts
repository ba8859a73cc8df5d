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
  /**
   * Three numbers per list, side by side in memory: its latest hit (-1 for none), how many it has, and another list that had the same
   * hits, each just before (-1 for none).
   */
  readonly ofList: Int32Array;
  /** Lists with a hit; only the first `touchedCount` entries count. */
  readonly touched: Int32Array;
  touchedCount: number;
  /** Three numbers per hit: start, end, and the hit of the same list before it (-1 for none). */
  hits: Int32Array;
  length: number;
  /** By list, its hits in reading order once somebody asked for them, and the lists that somebody asked for. */
  readonly sorted: (readonly TermHit[] | undefined)[];
  readonly asked: ListId[];
  /** Those of them with many hits, one of each that have the same. */
  readonly long: ListId[];
  readonly merged: Merged[];
  /** The list of the hit that was told last. */
  newest: ListId;
}

const FIELDS = 3;
/** Numbers of a list, and which is which. */
const OF_LIST = 3;
const COUNT = 1;
const TWIN = 2;
const FIRST_HITS = 256;
/** Of lists with fewer hits nobody asks whether one that is not its neighbour has the same. */
const MANY = 32;
/** Larger arrays are let go rather than kept for the next post. */
const MAX_KEPT_HITS = 16 * 1024;

export function emptyListHits(lists: number): ListHits {
  return {
    ofList: new Int32Array(lists * OF_LIST).fill(-1),
    touched: new Int32Array(lists),
    touchedCount: 0,
    hits: new Int32Array(FIRST_HITS * FIELDS),
    length: 0,
    sorted: new Array<undefined>(lists).fill(undefined),
    asked: [],
    long: [],
    merged: [],
    newest: 0,
  };
}

export function clearListHits(lists: ListHits): void {
  for (let i = 0; i < lists.touchedCount; i += 1) lists.ofList[(lists.touched[i] ?? 0) * OF_LIST] = -1;
  if (lists.asked.length > 0) {
    for (const list of lists.asked) lists.sorted[list] = undefined;
    lists.asked.length = 0;
    lists.long.length = 0;
    lists.merged.length = 0;
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
  const { hits, ofList } = lists;
  const own = list * OF_LIST;
  const before = ofList[own] ?? -1;
  if (before < 0) {
    lists.touched[lists.touchedCount] = list;
    lists.touchedCount += 1;
    ofList[own + COUNT] = 0;
    ofList[own + TWIN] = at > 0 ? lists.newest : -1;
  }
  const count = (ofList[own + COUNT] ?? 0) + 1;
  const twin = (ofList[own + TWIN] ?? -1) * OF_LIST;
  if (twin >= 0 && !(ofList[twin + COUNT] === count && isLatest(lists, twin, start, end)))
    ofList[own + TWIN] = -1;
  lists.newest = list;
  const field = at * FIELDS;
  hits[field] = start;
  hits[field + 1] = end;
  hits[field + 2] = before;
  ofList[own] = at;
  ofList[own + COUNT] = count;
  lists.length = at + 1;
}

/** Whether the latest hit of a list stands there. */
function isLatest({ hits, ofList }: ListHits, numbers: number, start: number, end: number): boolean {
  const field = (ofList[numbers] ?? 0) * FIELDS;
  return hits[field] === start && hits[field + 1] === end;
}

export function isTouched(lists: ListHits, list: ListId): boolean {
  return (lists.ofList[list * OF_LIST] ?? -1) >= 0;
}

/** The hit of a list that was touched, where it has no other; null where it has several. */
export function onlyHitOf({ hits, ofList }: ListHits, list: ListId): TermHit | null {
  const field = (ofList[list * OF_LIST] ?? 0) * FIELDS;
  return (hits[field + 2] ?? -1) >= 0 ? null : { start: hits[field] ?? 0, end: hits[field + 1] ?? 0 };
}

const NONE: readonly TermHit[] = [];

/** Hits of several lists put together, many, and whose they are. */
interface Merged {
  readonly parts: readonly (readonly TermHit[])[];
  readonly all: readonly TermHit[];
}

/** All hits of the given lists in reading order, the longer first at the same place. */
export function hitsOfLists(lists: ListHits, wanted: Iterable<ListId>): readonly TermHit[] {
  let only = NONE;
  let parts: (readonly TermHit[])[] | null = null;
  for (const list of wanted) {
    const own = hitsOfList(lists, list);
    if (own.length === 0) continue;
    if (only.length === 0) only = own;
    else if (parts === null) parts = [only, own];
    else parts.push(own);
  }
  return parts === null ? only : mergedOf(lists, parts);
}

/** Two rules of a language often go by the same lists; sorting many hits for each took a third of the time of a post of nothing else. */
function mergedOf(lists: ListHits, parts: readonly (readonly TermHit[])[]): readonly TermHit[] {
  const known = lists.merged.find((one) => hasParts(one, parts));
  if (known !== undefined) return known.all;
  const all: TermHit[] = [];
  for (const own of parts) for (const hit of own) all.push(hit);
  all.sort(inReadingOrder);
  if (all.length >= MANY) lists.merged.push({ parts, all });
  return all;
}

function hasParts({ parts }: Merged, others: readonly (readonly TermHit[])[]): boolean {
  return parts.length === others.length && parts.every((part, at) => part === others[at]);
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

/**
 * Those of one list, made at first need and kept for the post: many rules ask for the same list. Lists with the same hits have one and
 * the same answer: "DM" is listed by 33 languages, and making it for each took half of the time of a post of nothing else.
 */
export function hitsOfList(lists: ListHits, list: ListId): readonly TermHit[] {
  if (!isTouched(lists, list)) return NONE;
  const known = lists.sorted[list];
  if (known !== undefined) return known;
  const { ofList } = lists;
  const twin = ofList[list * OF_LIST + TWIN] ?? -1;
  const count = ofList[list * OF_LIST + COUNT] ?? 0;
  const isTwin = twin >= 0 && ofList[twin * OF_LIST + COUNT] === count;
  const same = isTwin
    ? twin
    : count < MANY
      ? undefined
      : lists.long.find((other) => holdSame(lists, list, other));
  const found = same === undefined ? madeOf(lists, list) : hitsOfList(lists, same);
  if (same === undefined && count >= MANY) lists.long.push(list);
  lists.sorted[list] = found;
  lists.asked.push(list);
  return found;
}

/** Whether two lists have the same hits, told in the same order; most that do not differ in their number, or in their latest. */
function holdSame({ hits, ofList }: ListHits, one: ListId, other: ListId): boolean {
  if (ofList[one * OF_LIST + COUNT] !== ofList[other * OF_LIST + COUNT]) return false;
  let [a, b] = [ofList[one * OF_LIST] ?? -1, ofList[other * OF_LIST] ?? -1];
  while (a >= 0 && b >= 0) {
    const [own, its] = [a * FIELDS, b * FIELDS];
    if (hits[own] !== hits[its] || hits[own + 1] !== hits[its + 1]) return false;
    a = hits[own + 2] ?? -1;
    b = hits[its + 2] ?? -1;
  }
  return true;
}

function madeOf({ hits, ofList }: ListHits, list: ListId): readonly TermHit[] {
  const found: TermHit[] = [];
  for (let at = ofList[list * OF_LIST] ?? -1; at >= 0; ) {
    const field = at * FIELDS;
    found.push({ start: hits[field] ?? 0, end: hits[field + 1] ?? 0 });
    at = hits[field + 2] ?? -1;
  }
  if (found.length < 2) return found;
  found.reverse();
  // They come nearly as they are read; sorting what is in order took half as long as all else here.
  return found.every((hit, at) => at === 0 || inReadingOrder(found[at - 1] ?? hit, hit) <= 0)
    ? found
    : found.sort(inReadingOrder);
}

function inReadingOrder(a: TermHit, b: TermHit): number {
  return a.start - b.start || b.end - a.end;
}
