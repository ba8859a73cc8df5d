import type { CompiledRule } from '../compile/compiled-rules.ts';
import { type Found, MAX_HITS_PER_RULE } from './found.ts';
import { ruleTermHits, type TermHit } from './rule-terms.ts';

/** Turns term hits into rule hits: checks `with` and `without` lists, drops overlaps, keeps the first few. */
export function matchCompanions(found: Found): void {
  const { terms, compiled } = found;
  for (let i = 0; i < terms.touchedCount; i += 1) {
    const index = terms.touched[i] ?? 0;
    const rule = compiled.rules[index];
    if (rule === undefined || ((terms.groups[index] ?? 0) & rule.needs) !== rule.needs) continue;
    settle(found, { index, rule }, ruleTermHits(terms, index));
  }
}

function settle(found: Found, owner: { index: number; rule: CompiledRule }, hits: readonly TermHit[]): void {
  const { index, rule } = owner;
  const companions = startsByGroup(hits);
  // Longest first at the same place, so that "pay on arrival" wins over "on arrival".
  const anchors = hits.filter((hit) => hit.group === 0).sort((a, b) => a.start - b.start || b.end - a.end);
  let kept = 0;
  let coveredTo = -1;
  for (const hit of anchors) {
    if (hit.start < coveredTo) continue;
    if (!hasCompany(rule, companions, hit)) continue;
    coveredTo = hit.end;
    found.hits.push({
      rule: index,
      start: found.tokens.start[hit.start] ?? 0,
      end: found.tokens.end[hit.end - 1] ?? 0,
    });
    kept += 1;
    if (kept === MAX_HITS_PER_RULE) return;
  }
}

const NO_COMPANIONS: ReadonlyMap<number, readonly number[]> = new Map();

/** Start tokens of companions per group, in order. */
function startsByGroup(hits: readonly TermHit[]): ReadonlyMap<number, readonly number[]> {
  let starts: Map<number, number[]> | null = null;
  for (const hit of hits) {
    if (hit.group === 0) continue;
    starts ??= new Map();
    const list = starts.get(hit.group);
    if (list === undefined) starts.set(hit.group, [hit.start]);
    else list.push(hit.start);
  }
  if (starts === null) return NO_COMPANIONS;
  for (const list of starts.values()) list.sort((a, b) => a - b);
  return starts;
}

function hasCompany(
  rule: CompiledRule,
  companions: ReadonlyMap<number, readonly number[]>,
  hit: TermHit,
): boolean {
  for (let group = 1; group <= rule.withLists; group += 1) {
    if (!isNear(companions.get(group) ?? [], hit, rule.within)) return false;
  }
  return !rule.hasWithout || !isNear(companions.get(-1) ?? [], hit, rule.within);
}

/** Binary search: is any start within `within` tokens of the hit? */
function isNear(starts: readonly number[], hit: TermHit, within: number): boolean {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < hit.start - within) low = middle + 1;
    else high = middle;
  }
  return low < starts.length && (starts[low] ?? 0) <= hit.end + within;
}
