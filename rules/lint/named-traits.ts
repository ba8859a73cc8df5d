import type { LocatedPack } from '../load/parse-packs.ts';
import { normalise } from '../text/normalise.ts';
import type { Finding } from './finding.ts';
import { listedTerms } from './listed-terms.ts';
import { PROTECTED_TRAITS } from './protected-traits.ts';

const TRAITS: ReadonlySet<string> = new Set(PROTECTED_TRAITS.map((trait) => normalise(trait)));

/** Terms that name a people, a faith or a dialect, and stems that would catch one. */
export function namedTraits(located: readonly LocatedPack[]): readonly Finding[] {
  return located.flatMap((one) =>
    listedTerms(one).flatMap(({ term, path, file }): readonly Finding[] => {
      const trait = term
        .split(/\s+/u)
        .map(traitIn)
        .find((found) => found !== undefined);
      if (trait === undefined) return [];
      const message = `expected no people, faith or dialect, found "${term}", which catches "${trait}"; leave it out, no origin is evidence`;
      return [{ file, ...one.locate(path), level: 'error', code: 'rules.protected-trait', message }];
    }),
  );
}

function traitIn(word: string): string | undefined {
  const read = normalise(word);
  if (!read.endsWith('*')) return TRAITS.has(read) ? read : undefined;
  const stem = read.slice(0, -1);
  return [...TRAITS].find((trait) => trait.startsWith(stem));
}
