import type { CompiledRoute } from '../compile/compiled-rules.ts';
import { PHRASE } from '../compile/phrase-index.ts';
import { firstFrom } from '../text/first-from.ts';
import { hasBlankLine } from '../text/line-end.ts';
import { signSet } from '../text/sign-set.ts';
import { SPACE } from '../text/signs.ts';
import type { Found, PlaceHit } from './found.ts';
import { hitsOfMany, type TermHit } from './list-hits.ts';

/** Most words that may stand between the two ends ("from X by night boat to Y"). */
const MAX_GAP_TOKENS = 4;
/** No term has more tokens. */
const MAX_TERM = PHRASE.countMask;
/** Most words where both ends say what they are ("from X we take you in the evening as far as Y"). */
const MAX_TOLD_GAP_TOKENS = 12;
/** Most signs between two ends joined by signs alone (" <-> "); a run of one and the same is one ("------>"). */
const MAX_SIGN_UNITS = 4;
/** Most signs between two ends that stand side by side (", "). */
const MAX_SIDE_UNITS = 1;

/** Two known places joined by a word, a sign or nothing at all are a route; a place alone is only an end of one. */
export function matchRoutes(found: Found): void {
  const places = longestFirst(found.places);
  for (const index of found.compiled.routeRules) askRoute(found, index, places);
}

/**
 * What one rule of routes makes of the places.
 * @param places in reading order, none over another, as `longestFirst` gives them
 */
export function askRoute(found: Found, index: number, places: readonly PlaceHit[]): void {
  const route = found.compiled.rules[index]?.route;
  if (route === undefined || route === null) return;
  if (route.toward.size > 0) matchToward(found, { index, route }, places);
  else matchPairs(found, { index, route }, places);
}

interface RouteRule {
  readonly index: number;
  readonly route: CompiledRoute;
}

function matchPairs(found: Found, { index, route }: RouteRule, places: readonly PlaceHit[]): void {
  if (places.length < 2) return;
  const words = hitsOfMany(found.lists, route.between);
  for (let i = 0; i + 1 < places.length; i += 1) {
    const from = places[i];
    const to = places[i + 1];
    if (from === undefined || to === undefined || isSamePlace(found, from, to)) continue;
    if (!isBorderAsWanted(route, from, to)) continue;
    const isTrail = isJoinedByDots(found, from, to);
    if ((!isTrail && hasSentenceEnd(found, from, to)) || isParagraphBetween(found, from, to)) continue;
    const isJoined = route.isAdjacent
      ? isSideBySide(found, from, to)
      : isTrail ||
        isJoinedByWord(words, from, to) ||
        isToldApart(words, from, to) ||
        isJoinedBySign(found, from, { to, signs: route.signs });
    if (!isJoined) continue;
    push(found, index, { start: from.start, end: to.end });
  }
}

function matchToward(found: Found, { index, route }: RouteRule, places: readonly PlaceHit[]): void {
  const words = hitsOfMany(found.lists, route.toward);
  for (const place of places) {
    const word = findNear(words, place.start - route.near, place.end, (hit) =>
      isTowardPlace(found, hit, { place, near: route.near }),
    );
    if (word === undefined && !(place.isToward && route.near === 0)) continue;
    const start = Math.min(place.start, word?.start ?? place.start);
    push(found, index, { start, end: Math.max(place.end, word?.end ?? place.end) });
  }
}

/**
 * A word right beside its place. Where the rule lets some stand between, the word comes first, or right behind, as in
 * languages that put the verb last, and in the same sentence.
 */
function isTowardPlace(
  found: Found,
  hit: TermHit,
  { place, near }: { place: PlaceHit; near: number },
): boolean {
  if (near === 0) return hit.end === place.start || hit.start === place.end;
  if (hit.start >= place.end) return hit.start === place.end && !hasSentenceEnd(found, place, hit);
  if (place.start - hit.end > near) return false;
  return hit.end > place.start || !hasSentenceEnd(found, hit, place);
}

function push(found: Found, rule: number, span: TermHit): void {
  const { start, end } = found.tokens;
  found.hits.push({ rule, start: start[span.start] ?? 0, end: end[span.end - 1] ?? 0 });
}

/** Places in reading order; where one lies in another, the longer one alone. */
export function longestFirst(places: readonly PlaceHit[]): readonly PlaceHit[] {
  if (places.length < 2) return places;
  const sorted = places.toSorted(
    (a, b) => a.start - b.start || b.end - a.end || Number(b.isToward) - Number(a.isToward),
  );
  const kept: PlaceHit[] = [];
  let coveredTo = -1;
  for (const place of sorted) {
    if (place.start < coveredTo) continue;
    kept.push(place);
    coveredTo = place.end;
  }
  return kept;
}

function isSamePlace(found: Found, a: PlaceHit, b: PlaceHit): boolean {
  return (
    a.end - a.start === 1 &&
    b.end - b.start === 1 &&
    found.tokens.hash[a.start] === found.tokens.hash[b.start]
  );
}

/** A place whose country is unknown counts as abroad: the list of places is never complete. */
function isBorderAsWanted(route: CompiledRoute, from: PlaceHit, to: PlaceHit): boolean {
  if (route.border === 'either') return true;
  const isInside = from.country === to.country && from.country !== 0;
  return isInside === (route.border === 'inside');
}

function isJoinedByWord(words: readonly TermHit[], from: PlaceHit, to: PlaceHit): boolean {
  if (to.start - from.end > MAX_GAP_TOKENS) return false;
  if (to.isToward) return true;
  // "From X Y", "X to Y", and "X Y to" in languages that put such words behind.
  const isBetween = ({ start, end }: TermHit) =>
    (start >= from.end && end <= to.start) || end === from.start || start === to.end;
  return findNear(words, from.start, to.end, isBetween) !== undefined;
}

/** The first hit that passes, of those that may end at `from` or later and begin at `to` at the latest: not all of a long post. */
function findNear(
  words: readonly TermHit[],
  from: number,
  to: number,
  test: (hit: TermHit) => boolean,
): TermHit | undefined {
  for (let at = firstFrom(words, from - MAX_TERM); at < words.length; at += 1) {
    const hit = words[at];
    if (hit === undefined || hit.start > to) return undefined;
    if (test(hit)) return hit;
  }
  return undefined;
}

/** A word of direction right beside each of the two places, whatever stands between them. */
function isToldApart(words: readonly TermHit[], from: PlaceHit, to: PlaceHit): boolean {
  if (to.start - from.end > MAX_TOLD_GAP_TOKENS) return false;
  const isBeside = (place: PlaceHit) =>
    place.isToward ||
    findNear(words, place.start, place.end, (hit) => hit.end === place.start || hit.start === place.end) !==
      undefined;
  return isBeside(from) && isBeside(to);
}

function isSideBySide(found: Found, from: PlaceHit, to: PlaceHit): boolean {
  if (from.end !== to.start) return false;
  return gapUnits(found, from, to) <= MAX_SIDE_UNITS;
}

/** A new sentence speaks of something else. */
function hasSentenceEnd({ text, tokens }: Found, from: TermHit, to: TermHit): boolean {
  const end = tokens.start[to.start] ?? 0;
  for (let at = tokens.end[from.end - 1] ?? 0; at < end; at += 1) {
    const unit = text.units[at] ?? 0;
    // A full stop inside an abbreviation or a number has no space behind it; those of other scripts need none.
    if (STOPS_BEFORE_SPACE.has(unit) && text.units[at + 1] === SPACE) return true;
    if (STOPS.has(unit)) return true;
  }
  return false;
}

/** A blank line ends what was said of a place; a single one breaks adverts anywhere. */
function isParagraphBetween({ text, tokens, post }: Found, from: TermHit, to: TermHit): boolean {
  const [start, end] = [tokens.end[from.end - 1] ?? 0, tokens.start[to.start] ?? 0];
  // Most pairs that come so far have one space between them.
  return end > start && hasBlankLine(post.slice(text.from[start] ?? 0, text.from[end] ?? 0));
}

const STOPS_BEFORE_SPACE = signSet('.!?');
/** Urdu, Arabic question mark, danda, Ethiopic, Chinese. */
const STOPS = signSet('\u06D4\u061F\u0964\u1362\u3002\uFF01\uFF1F');

/** Two dots or more and nothing else lead from one place to the next, as an arrow does; they end no sentence. */
function isJoinedByDots({ text, tokens }: Found, from: PlaceHit, to: PlaceHit): boolean {
  if (from.end !== to.start) return false;
  const end = tokens.start[to.start] ?? 0;
  let dots = 0;
  for (let at = tokens.end[from.end - 1] ?? 0; at < end; at += 1) {
    const unit = text.units[at] ?? 0;
    if (unit === DOT) dots += 1;
    else if (unit !== SPACE) return false;
  }
  return dots > 1;
}

const DOT = 0x2e;

/** Signs between two places. Spaces do not count: joining a word that was spelled apart leaves many behind. */
function gapUnits({ text, tokens }: Found, from: PlaceHit, to: PlaceHit): number {
  const end = tokens.start[to.start] ?? 0;
  let count = 0;
  for (let at = tokens.end[from.end - 1] ?? 0; at < end; at += 1) if (text.units[at] !== SPACE) count += 1;
  return count;
}

function isJoinedBySign(found: Found, from: PlaceHit, link: { to: PlaceHit; signs: string }): boolean {
  const { to, signs } = link;
  if (signs === '' || from.end !== to.start) return false;
  const start = found.tokens.end[from.end - 1] ?? 0;
  const end = found.tokens.start[to.start] ?? 0;
  let count = 0;
  let last = 0;
  for (let i = start; i < end; i += 1) {
    const unit = found.text.units[i] ?? 0;
    if (unit === SPACE) continue;
    if (!signs.includes(String.fromCharCode(unit))) return false;
    if (unit !== last) count += 1;
    last = unit;
  }
  return count > 0 && count <= MAX_SIGN_UNITS;
}
