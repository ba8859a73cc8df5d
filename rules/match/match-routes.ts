import { type Found, MAX_HITS_PER_RULE, type PlaceHit } from './found.ts';

/** Most words that may stand between the two ends ("from X by night boat to Y"). */
const MAX_GAP_TOKENS = 3;
/** Most units between two ends joined by a sign alone (" -> "). */
const MAX_SIGN_UNITS = 6;

/** Two known places with a connector between them are a route; a place alone is nothing. */
export function matchRoutes(found: Found): void {
  const places = longestFirst(found.places);
  const connectors = rulesByToken(found);
  let kept = 0;
  for (let i = 0; i + 1 < places.length && kept < MAX_HITS_PER_RULE; i += 1) {
    const from = places[i];
    const to = places[i + 1];
    if (from === undefined || to === undefined || isSamePlace(found, from, to)) continue;
    const start = found.tokens.start[from.start] ?? 0;
    const end = found.tokens.end[to.end - 1] ?? 0;
    for (const rule of connectorsBetween(found, { from, to, connectors })) {
      found.hits.push({ rule, start, end });
      kept += 1;
    }
  }
}

function longestFirst(places: readonly PlaceHit[]): readonly PlaceHit[] {
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

function rulesByToken(found: Found): ReadonlyMap<number, readonly number[]> {
  const byToken = new Map<number, number[]>();
  for (const { rule, start, end } of found.connectors) {
    for (let at = start; at < end; at += 1) {
      const rules = byToken.get(at);
      if (rules === undefined) byToken.set(at, [rule]);
      else if (!rules.includes(rule)) rules.push(rule);
    }
  }
  return byToken;
}

function connectorsBetween(
  found: Found,
  pair: { from: PlaceHit; to: PlaceHit; connectors: ReadonlyMap<number, readonly number[]> },
): readonly number[] {
  const { from, to, connectors } = pair;
  const gap = to.start - from.end;
  if (gap > MAX_GAP_TOKENS) return [];
  for (let at = from.end; at < to.start; at += 1) {
    const rules = connectors.get(at);
    if (rules !== undefined) return rules;
  }
  const sign = found.compiled.signRules[0];
  if (sign === undefined) return [];
  if (to.isToward) return [sign];
  return gap === 0 && isJoinedBySign(found, from, { to, sign }) ? [sign] : [];
}

function isJoinedBySign(found: Found, from: PlaceHit, link: { to: PlaceHit; sign: number }): boolean {
  const start = found.tokens.end[from.end - 1] ?? 0;
  const end = found.tokens.start[link.to.start] ?? 0;
  if (end - start > MAX_SIGN_UNITS) return false;
  const signs = found.compiled.rules[link.sign]?.connectorSigns ?? '';
  let hasSign = false;
  for (let i = start; i < end; i += 1) {
    const unit = found.text.units[i] ?? 0;
    if (unit === 0x20) continue;
    if (!signs.includes(String.fromCharCode(unit))) return false;
    hasSign = true;
  }
  return hasSign;
}
