import { splitTerm } from '../compile/split-term.ts';
import type { LocatedPack } from '../load/parse-packs.ts';
import { CONCEPT_REFERENCE } from '../schema.ts';
import { normalise } from '../text/normalise.ts';
import type { Finding } from './finding.ts';
import { type ListedTerm, listedTerms } from './listed-terms.ts';
import { HOMOGRAPHS, PROTECTED_TRAITS } from './protected-traits.ts';
import { readingsOf } from './readings.ts';

const TRAITS: ReadonlySet<string> = new Set(PROTECTED_TRAITS.map((trait) => normalise(trait)));

/** Terms that name a people, a faith or a dialect, in any of its forms, and stems that would catch one by themselves. */
export function namedTraits(located: readonly LocatedPack[]): readonly Finding[] {
  return located.flatMap((one) => {
    const { language } = one.pack;
    const innocent = innocentIn(language);
    return [...listedTerms(one), ...otherWords(one)].flatMap(({ term, path, file }): readonly Finding[] => {
      const trait = traitIn(splitTerm(term), language, innocent);
      if (trait === undefined) return [];
      const message = `expected no people, faith or dialect, found "${term}", which catches "${trait}"; leave it out, no origin is evidence`;
      return [{ file, ...one.locate(path), level: 'error', code: 'rules.protected-trait', message }];
    });
  });
}

/** What else of a rule finds words: what joins the places of a route, and the letters of patterns. */
function otherWords({ pack }: LocatedPack): Pick<ListedTerm, 'term' | 'file' | 'path'>[] {
  const { file } = pack;
  return pack.rules.flatMap(({ route, patterns = [] }, at) => [
    ...(['between', 'toward'] as const).flatMap((key) =>
      (route?.[key] ?? [])
        .map((term, i) => ({ term, file, path: ['rules', at, 'route', key, i] }))
        .filter(({ term }) => !CONCEPT_REFERENCE.test(term)),
    ),
    ...patterns.map(({ match }, i) => ({
      term: match.replaceAll(/\\.|[^\p{L}\p{M}]+/gu, ' '),
      file,
      path: ['rules', at, 'patterns', i],
    })),
  ]);
}

/**
 * Words of a text that name a people, a faith or a dialect, each once, as they are folded; so do their plurals and cases, with what
 * Arabic writes at the front of a word.
 * @param language tag of what it is written in: some words mean something else there
 */
export function traitsNamedIn(text: string, language: string): readonly string[] {
  const innocent = innocentIn(language);
  const words = splitTerm(text.replaceAll('*', ' '));
  return [...new Set(words.filter((word) => traitOf(word, language, innocent) !== undefined))];
}

function innocentIn(language: string): ReadonlySet<string> {
  return new Set((HOMOGRAPHS[language] ?? []).map((word) => normalise(word)));
}

/** The trait that a word is a form of. */
function traitOf(word: string, language: string, innocent: ReadonlySet<string>): string | undefined {
  return readingsOf(word, language).find(
    (reading) => TRAITS.has(reading.word) && (reading.isPlural || !innocent.has(reading.word)),
  )?.word;
}

function traitIn(
  words: readonly string[],
  language: string,
  innocent: ReadonlySet<string>,
): string | undefined {
  for (const word of words) {
    // Whatever its ending: a stem that is a people's name catches that people.
    const named = traitOf(word.replace(/\*$/, ''), language, innocent);
    if (named !== undefined) return named;
  }
  const [only, second] = words.filter((word) => !innocent.has(word));
  // In a phrase the other words keep a stem from catching a people.
  if (only === undefined || second !== undefined || !only.endsWith('*')) return undefined;
  return [...TRAITS].find((trait) => trait.startsWith(only.slice(0, -1)));
}
