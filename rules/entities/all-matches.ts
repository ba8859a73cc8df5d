import type { Candidate, EntityKind } from './entity.ts';

export const MOST_OF_A_KIND = 100;

/** The first so many places where a pattern fits; a post that names more of a kind is no advert. */
export function allMatches(text: string, expression: RegExp, kind: EntityKind): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: match, index } of text.matchAll(expression)) {
    const value = match.trim();
    const start = index + match.indexOf(value);
    found.push({ kind, start, end: start + value.length, value });
    if (found.length === MOST_OF_A_KIND) break;
  }
  return found;
}
