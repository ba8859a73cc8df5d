import { splitTerm } from '../compile/split-term.ts';
import type { LocatedPack } from '../load/parse-packs.ts';
import type { Finding } from './finding.ts';
import { type ListedTerm, listedTerms } from './listed-terms.ts';

/** Terms that stand twice in a list, or in two rules of one category: what comes second adds nothing. */
export function duplicateTerms(located: readonly LocatedPack[]): readonly Finding[] {
  const first = new Map<string, ListedTerm>();
  return located.flatMap((one) =>
    listedTerms(one).flatMap((listed): readonly Finding[] => {
      const key = keyOf(listed);
      const known = first.get(key);
      if (known === undefined) {
        first.set(key, listed);
        return [];
      }
      const message = `expected a term once, found "${listed.term}" also in ${known.file} (${known.list}); remove one of them`;
      return [
        {
          file: listed.file,
          ...one.locate(listed.path),
          level: 'warning',
          code: 'rules.duplicate-term',
          message,
        },
      ];
    }),
  );
}

function keyOf({ term, language, category, list }: ListedTerm): string {
  return `${language} ${category ?? list} ${splitTerm(term).join(' ')}`;
}
