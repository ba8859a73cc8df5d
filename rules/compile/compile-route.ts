import type { Rule } from '../schema.ts';
import type { CompiledRoute } from './compiled-rules.ts';
import { ANY_LANGUAGE } from './element.ts';
import { splitTerm } from './split-term.ts';
import type { TermLists } from './term-lists.ts';

/** Place names cross languages, so a route takes its joining words from all of them at once. */
export function compileRoute(
  route: NonNullable<Rule['route']>,
  lists: TermLists,
  spokenIn: readonly string[],
): CompiledRoute {
  const between = route.between ?? [];
  const listsOf = (entries: readonly string[]) =>
    new Set([
      ...entries
        .filter((entry) => entry.startsWith('@'))
        .flatMap((entry) => lists.inEveryLanguage(entry.slice(1))),
      ...lists.listsFor(entries.filter(isWord), ANY_LANGUAGE, spokenIn),
    ]);
  return {
    between: listsOf(between),
    signs: between.filter((entry) => !entry.startsWith('@') && !isWord(entry)).join(''),
    toward: listsOf(route.toward ?? []),
    near: route.near ?? 0,
    isAdjacent: route.adjacent ?? false,
    border: route.border ?? 'either',
  };
}

/** Dashes and plain arrows are no tokens; emoji are. */
function isWord(entry: string): boolean {
  return !entry.startsWith('@') && splitTerm(entry).length > 0;
}
