import type { CompiledRule, CompiledRules } from '../compile/compiled-rules.ts';
import type { RuleHit } from '../match/found.ts';

/** Of fewer hits those that are told twice are dropped once they are sorted. */
const MANY = 256;
/** So many earlier rows each row is held against: languages differ in a few words at most. */
const MOST_COMPARED = 4;

/** Hits of one rule, in reading order, and which of them was compared last. */
interface Row {
  at: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Hits without those that the same rule of another language told of the same words before. "DM me" is listed by many languages, some
 * with other words around it: told for each of them they were 400,000 signals to be sorted, for 100 KB of nothing else. What is left
 * twice is dropped later.
 */
export function withoutEchoes(hits: readonly RuleHit[], { rules }: CompiledRules): readonly RuleHit[] {
  if (hits.length < MANY) return hits;
  const kept: RuleHit[] = [];
  const known = new Map<string, Row[]>();
  let from = 0;
  while (from < hits.length) {
    const index = hits[from]?.rule ?? -1;
    let to = from + 1;
    while (hits[to]?.rule === index) to += 1;
    const name = nameOf(rules[index]);
    const rows = known.get(name) ?? [];
    const before = kept.length;
    for (const row of rows) row.at = row.from;
    for (let at = from; at < to; at += 1) {
      const hit = hits[at];
      if (hit !== undefined && !isToldIn(hits, rows, hit)) kept.push(hit);
    }
    if (kept.length > before && rows.length < MOST_COMPARED)
      known.set(name, [...rows, { at: from, from, to }]);
    from = to;
  }
  return kept;
}

/** All that is asked of a rule whose hits are told. */
function nameOf(rule: CompiledRule | undefined): string {
  return [rule?.id, rule?.category, rule?.weight, rule?.patterns.length].join(' ');
}

function isToldIn(hits: readonly RuleHit[], rows: readonly Row[], { start, end }: RuleHit): boolean {
  for (const row of rows) {
    while (row.at < row.to && (hits[row.at]?.start ?? start) < start) row.at += 1;
    const said = row.at < row.to ? hits[row.at] : undefined;
    if (said?.start === start && said.end === end) return true;
  }
  return false;
}
