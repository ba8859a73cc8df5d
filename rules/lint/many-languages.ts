import type { LocatedPack } from '../load/parse-packs.ts';
import { CONCEPT_REFERENCE, type Rule } from '../schema.ts';
import type { Finding } from './finding.ts';

/**
 * Rules that say they speak in some languages and speak in all. What is told of a rule, in the public registry too, has to be what it
 * does; packs of earlier releases said so and are loaded all the same, or nothing could be compared with them.
 */
export function manyLanguages(located: readonly LocatedPack[]): readonly Finding[] {
  return located.flatMap(({ pack, locate }) =>
    pack.rules.flatMap((rule, at): Finding[] => {
      if (rule.languages === 'all' || rule.languages.length < 2 || isOfConcepts(rule)) return [];
      const message = `rule "${rule.id}": expected "all" or one language, found ${rule.languages.length}; words of its own, patterns, routes and sums are looked for in posts of every language`;
      return [
        {
          file: pack.file,
          ...locate(['rules', at, 'languages']),
          level: 'error',
          code: 'rules.many-languages',
          message,
        },
      ];
    }),
  );
}

/** Whether all that a rule looks for are concepts, the one thing that is looked for in some languages and not in others. */
function isOfConcepts({ terms = [], patterns = [], route, price }: Rule): boolean {
  const hasMore = patterns.length > 0 || route !== undefined || price !== undefined;
  return !hasMore && terms.every((term) => CONCEPT_REFERENCE.test(term));
}
