import { groupBit } from '../compile/compiled-rules.ts';

/** A hit of one term, in tokens; `end` is exclusive. */
export interface TermHit {
  readonly group: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Term hits of all rules as linked lists in flat arrays. Most rules that a post touches see only one of the words they
 * need; the set of groups tells so at once, and no object is made for them.
 */
export interface RuleTerms {
  /** Bit set of the groups seen, per rule; see `groupBit`. */
  readonly groups: Uint8Array;
  /** Index of the rule's latest hit. Valid only where `groups` is not 0. */
  readonly last: Int32Array;
  /** Rules with a hit; only the first `touchedCount` entries count. */
  readonly touched: Int32Array;
  touchedCount: number;
  /** Four numbers per hit: group, start, end, and the hit of the same rule before it (-1 for none). */
  hits: Int32Array;
  length: number;
}

const FIELDS = 4;
const FIRST_HITS = 256;
/** Larger arrays are let go rather than kept for the next post. */
const MAX_KEPT_HITS = 16 * 1024;

export function emptyRuleTerms(rules: number): RuleTerms {
  return {
    groups: new Uint8Array(rules),
    last: new Int32Array(rules),
    touched: new Int32Array(rules),
    touchedCount: 0,
    hits: new Int32Array(FIRST_HITS * FIELDS),
    length: 0,
  };
}

export function clearRuleTerms(terms: RuleTerms): void {
  for (let i = 0; i < terms.touchedCount; i += 1) terms.groups[terms.touched[i] ?? 0] = 0;
  terms.touchedCount = 0;
  terms.length = 0;
  if (terms.hits.length > MAX_KEPT_HITS * FIELDS) terms.hits = new Int32Array(FIRST_HITS * FIELDS);
}

export function addRuleTerm(terms: RuleTerms, rule: number, hit: TermHit): void {
  const at = terms.length;
  if ((at + 1) * FIELDS > terms.hits.length) {
    const larger = new Int32Array(terms.hits.length * 2);
    larger.set(terms.hits);
    terms.hits = larger;
  }
  const known = terms.groups[rule] ?? 0;
  if (known === 0) {
    terms.touched[terms.touchedCount] = rule;
    terms.touchedCount += 1;
  }
  const { hits } = terms;
  const field = at * FIELDS;
  hits[field] = hit.group;
  hits[field + 1] = hit.start;
  hits[field + 2] = hit.end;
  hits[field + 3] = known === 0 ? -1 : (terms.last[rule] ?? -1);
  terms.groups[rule] = known | groupBit(hit.group);
  terms.last[rule] = at;
  terms.length = at + 1;
}

/** All hits of a touched rule, in no particular order. */
export function ruleTermHits(terms: RuleTerms, rule: number): readonly TermHit[] {
  const found: TermHit[] = [];
  for (let at = terms.last[rule] ?? -1; at >= 0; ) {
    const field = at * FIELDS;
    const group = terms.hits[field] ?? 0;
    found.push({ group, start: terms.hits[field + 1] ?? 0, end: terms.hits[field + 2] ?? 0 });
    at = terms.hits[field + 3] ?? -1;
  }
  return found;
}
