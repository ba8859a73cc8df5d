import type { LocatedPack } from '../load/parse-packs.ts';
import type { Finding } from './finding.ts';
import { arePeoplesListed } from './peoples/index.ts';

/**
 * Languages of which no peoples are listed: in their words `namedTraits` would find hardly any, so that a people could score unseen. Each
 * is told once, at its first file.
 */
export function unlistedPeoples(located: readonly LocatedPack[]): readonly Finding[] {
  const firsts = new Map<string, LocatedPack>();
  for (const one of located) {
    const { language } = one.pack;
    if (language !== 'shared' && !firsts.has(language)) firsts.set(language, one);
  }
  return [...firsts].flatMap(([language, { pack, locate }]): readonly Finding[] => {
    if (arePeoplesListed(language)) return [];
    const message = `expected a list of the peoples and faiths that "${language}" names, found none, so that nothing tells whether a term is one; add it to rules/lint/peoples ("Adding a language" in rules/README.md)`;
    return [{ file: pack.file, ...locate(['language']), level: 'error', code: 'rules.no-peoples', message }];
  });
}
