import { splitTerm } from '../compile/split-term.ts';
import type { LocatedPack } from '../load/parse-packs.ts';
import { normalise } from '../text/normalise.ts';
import type { Finding } from './finding.ts';
import { listedTerms } from './listed-terms.ts';
import { HOMOGRAPHS, PROTECTED_TRAITS } from './protected-traits.ts';

const TRAITS: ReadonlySet<string> = new Set(PROTECTED_TRAITS.map((trait) => normalise(trait)));

/** Terms that name a people, a faith or a dialect, and stems that would catch one by themselves. */
export function namedTraits(located: readonly LocatedPack[]): readonly Finding[] {
  return located.flatMap((one) => {
    const innocent = innocentIn(one.pack.language);
    return listedTerms(one).flatMap(({ term, path, file }): readonly Finding[] => {
      const trait = traitIn(splitTerm(term).filter((word) => !innocent.has(word)));
      if (trait === undefined) return [];
      const message = `expected no people, faith or dialect, found "${term}", which catches "${trait}"; leave it out, no origin is evidence`;
      return [{ file, ...one.locate(path), level: 'error', code: 'rules.protected-trait', message }];
    });
  });
}

/**
 * Words of a text that name a people, a faith or a dialect, each once, as they are folded; a plural in "s" counts.
 * @param language tag of what it is written in: some words mean something else there
 */
export function traitsNamedIn(text: string, language: string): readonly string[] {
  const innocent = innocentIn(language);
  const named = splitTerm(text.replaceAll('*', ' ')).filter(
    (word) => !innocent.has(word) && (TRAITS.has(word) || TRAITS.has(word.replace(/s$/, ''))),
  );
  return [...new Set(named)];
}

function innocentIn(language: string): ReadonlySet<string> {
  return new Set((HOMOGRAPHS[language] ?? []).map((word) => normalise(word)));
}

function traitIn(words: readonly string[]): string | undefined {
  const named = words.find((word) => TRAITS.has(word));
  if (named !== undefined) return named;
  const [only, second] = words;
  // In a phrase the other words keep a stem from catching a people.
  if (only === undefined || second !== undefined || !only.endsWith('*')) return undefined;
  return [...TRAITS].find((trait) => trait.startsWith(only.slice(0, -1)));
}
