import type { Found, PlaceHit, RuleHit } from '../match/found.ts';

/** Where a post says a way begins and ends: two letters as the packs' places have them (ISO 3166-1); `null` where it does not say. */
export interface Corridor {
  readonly from: string | null;
  readonly to: string | null;
}

const NOWHERE: Corridor = { from: null, to: null };

interface Placed extends PlaceHit {
  /** Units of the normalised text. */
  readonly from: number;
  readonly until: number;
}

/**
 * The way of the post that was just read, as its rules of routes found it: the first one, with the legs that go on from it
 * ("A - B - C" leads from A to C). One post has one, so that counts by corridor add up to the posts.
 */
export function findCorridor(found: Found): Corridor {
  const places = placed(found);
  const isToward = (hit: RuleHit) => (found.compiled.rules[hit.rule]?.route?.toward.size ?? 0) > 0;
  const hits = found.hits
    .filter(({ rule }) => (found.compiled.rules[rule]?.route ?? null) !== null)
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  const [first, ...later] = hits.filter((hit) => !isToward(hit));
  const ends = hits.filter(isToward);
  if (first === undefined) {
    const [end] = ends;
    return { from: null, to: end === undefined ? null : codeOf(inside(places, end).at(-1)) };
  }
  let { end } = first;
  for (const leg of later) if (leg.start < end) end = Math.max(end, leg.end);
  const way = inside(places, { start: first.start, end });
  const [a, b] = [way.at(0), way.at(-1)];
  if (a === undefined || b === undefined) return NOWHERE;
  // In reading order: where a post names the end first it is counted the other way round.
  return { from: codeOf(a), to: codeOf(b) };
}

/** Places in reading order, the longest of those that begin together. */
function placed({ places, tokens }: Found): Placed[] {
  const all = places.map((place) => ({
    ...place,
    from: tokens.start[place.start] ?? 0,
    until: tokens.end[place.end - 1] ?? 0,
  }));
  const sorted = all.toSorted((a, b) => a.from - b.from || b.until - a.until);
  let covered = -1;
  return sorted.filter(({ from, until }) => {
    const isFree = from >= covered;
    covered = Math.max(covered, until);
    return isFree;
  });
}

function inside(places: readonly Placed[], { start, end }: { start: number; end: number }): Placed[] {
  return places.filter(({ from, until }) => from >= start && until <= end);
}

function codeOf(place: PlaceHit | undefined): string | null {
  if (place === undefined || place.country === 0) return null;
  return String.fromCharCode(Math.floor(place.country / 256), place.country % 256);
}
