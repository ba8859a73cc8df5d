import type { CompiledTerm } from '../compile/compile-terms.ts';
import { OWNER } from '../compile/compiled-rules.ts';
import type { Element } from '../compile/token-table.ts';
import type { Found, TermHit } from './found.ts';

/** Looks every token up once and verifies phrases around their anchor. */
export function matchTerms(found: Found): void {
  const { compiled, text, tokens } = found;
  const elements = new Array<readonly Element[] | undefined>(tokens.length);
  const hot: number[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const known = compiled.table.lookup(
      text.units,
      tokens.start[at] ?? 0,
      tokens.end[at] ?? 0,
      tokens.hash[at] ?? 0,
    );
    elements[at] = known;
    if (known !== undefined) hot.push(at);
  }
  for (const at of hot) {
    for (const element of elements[at] ?? []) {
      for (const term of compiled.byAnchor[element] ?? []) {
        const start = at - term.anchor;
        if (start >= 0 && isAt(term, start, elements)) record(found, term, start);
      }
    }
  }
}

function isAt(
  term: CompiledTerm,
  start: number,
  elements: readonly (readonly Element[] | undefined)[],
): boolean {
  for (let i = 0; i < term.elements.length; i += 1) {
    if (i === term.anchor) continue;
    const wanted = term.elements[i] ?? 0;
    if (elements[start + i]?.includes(wanted) !== true) return false;
  }
  return true;
}

function record(found: Found, term: CompiledTerm, start: number): void {
  const end = start + term.elements.length;
  if (term.owner >= 0) {
    const hit: TermHit = { group: term.group, start, end };
    const list = found.byRule.get(term.owner);
    if (list === undefined) found.byRule.set(term.owner, [hit]);
    else list.push(hit);
  } else if (term.owner === OWNER.connector) {
    found.connectors.push({ group: term.group, start, end });
  } else if (term.owner === OWNER.marker) {
    found.markers[term.group] = (found.markers[term.group] ?? 0) + 1;
  } else {
    found.places.push({ isToward: term.owner === OWNER.placeTo, start, end });
  }
}
