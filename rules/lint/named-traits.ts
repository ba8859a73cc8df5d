import { placeForms } from '../compile/compile-places.ts';
import { splitTerm } from '../compile/split-term.ts';
import type { LocatedPack } from '../load/parse-packs.ts';
import { CONCEPT_REFERENCE } from '../schema.ts';
import { normalise } from '../text/normalise.ts';
import type { Finding } from './finding.ts';
import { type ListedTerm, listedTerms } from './listed-terms.ts';
import { HOMOGRAPHS, NAMES_LIKE_PEOPLES, PROTECTED_TRAITS } from './protected-traits.ts';
import { readingsOf } from './readings.ts';

const TRAITS: ReadonlySet<string> = new Set(PROTECTED_TRAITS.map((trait) => normalise(trait)));

/** Terms, places and coins that name a people, a faith or a dialect, in any of its forms, and stems or patterns that would catch one. */
export function namedTraits(located: readonly LocatedPack[]): readonly Finding[] {
  return located.flatMap((one) => {
    const { language, file } = one.pack;
    const innocent = innocentIn(language);
    const terms = [...listedTerms(one), ...routeWords(one), ...lettersOfPatterns(one)];
    const named = [
      ...terms.map(({ term, path }) => ({ term, path, trait: traitIn(splitTerm(term), language, innocent) })),
      ...namesIn(one).map((name) => ({ ...name, trait: traitOfName(name, language) })),
      ...patternsIn(one).map(({ term, path }) => ({ term, path, trait: traitCaught(term) })),
    ];
    return named.flatMap(({ term, path, trait }): readonly Finding[] => {
      if (trait === undefined) return [];
      const message = `expected no people, faith or dialect, found "${term}", which catches "${trait}"; leave it out, no origin is evidence`;
      return [{ file, ...one.locate(path), level: 'error', code: 'rules.protected-trait', message }];
    });
  });
}

type Listed = Pick<ListedTerm, 'term' | 'path'>;

/** What joins the places of a route. */
function routeWords({ pack }: LocatedPack): readonly Listed[] {
  return pack.rules.flatMap(({ route }, at) =>
    (['between', 'toward'] as const).flatMap((key) =>
      (route?.[key] ?? [])
        .map((term, i) => ({ term, path: ['rules', at, 'route', key, i] }))
        .filter(({ term }) => !CONCEPT_REFERENCE.test(term)),
    ),
  );
}

function patternsIn({ pack }: LocatedPack): readonly Listed[] {
  return pack.rules.flatMap(({ patterns = [] }, at) =>
    patterns.map(({ match }, i) => ({ term: match, path: ['rules', at, 'patterns', i] })),
  );
}

function lettersOfPatterns(one: LocatedPack): readonly Listed[] {
  return patternsIn(one).map(({ term, path }) => ({
    term: term.replaceAll(/\\.|[^\p{L}\p{M}]+/gu, ' '),
    path,
  }));
}

/** The name of a place or a coin, and the forms in which it is looked for. */
interface Name extends Listed {
  readonly forms: readonly string[];
}

function namesIn({ pack }: LocatedPack): readonly Name[] {
  const places = (pack.places ?? []).flatMap((entry, at) =>
    Object.entries(entry.in).flatMap(([country, names]) =>
      names.map((term, i) => {
        const { plain, toward } = placeForms(entry, term);
        return { term, path: ['places', at, 'in', country, i], forms: [...plain, ...toward] };
      }),
    ),
  );
  const coins = Object.entries(pack.money?.currencies ?? {}).flatMap(([code, names]) =>
    names.map((term, i) => ({ term, path: ['money', 'currencies', code, i], forms: [term] })),
  );
  return [...places, ...coins];
}

function traitOfName({ term, forms }: Name, language: string): string | undefined {
  const isKnown = (NAMES_LIKE_PEOPLES[language] ?? []).some((name) => normalise(name) === normalise(term));
  const own = new Set(isKnown ? traitsNamedIn(term, language) : []);
  // At once, since endings written behind an apostrophe are words that most names share.
  return traitsNamedIn(forms.join(' | '), language).find((trait) => !own.has(trait));
}

/** A trait that a pattern matches for what it says: any other word of its length would not do. */
function traitCaught(pattern: string): string | undefined {
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, 'u');
  } catch {
    // The loader tells what is wrong with it.
    return undefined;
  }
  const catches = (word: string) => AROUND.some((text) => expression.test(text.replace('_', word)));
  return [...TRAITS]
    .flatMap((trait) => [trait, `${trait}s`])
    .find((word) => catches(word) && !catches('q'.repeat(word.length)));
}

/** What may stand around a word in a pattern. */
const AROUND = ['_', '_ 1', '_-1', '1 _'];

/**
 * Words of a text that name a people, a faith or a dialect, each once, as they are folded; so do their plurals and cases, with what
 * Arabic writes at the front of a word.
 * @param language tag of what it is written in: some words mean something else there
 */
export function traitsNamedIn(text: string, language: string): readonly string[] {
  const innocent = innocentIn(language);
  const words = [...new Set(splitTerm(text.replaceAll('*', ' ')))];
  return words.filter((word) => traitOf(word, language, innocent) !== undefined);
}

/** By language: words that mean something else there, which stay the same object. */
const innocentBy = new Map<string, ReadonlySet<string>>();

function innocentIn(language: string): ReadonlySet<string> {
  const known = innocentBy.get(language);
  if (known !== undefined) return known;
  const innocent = new Set((HOMOGRAPHS[language] ?? []).map((word) => normalise(word)));
  innocentBy.set(language, innocent);
  return innocent;
}

/** How traits begin: looking for one is much cheaper than all readings of a word. */
const BEGINNINGS: ReadonlySet<string> = new Set([...TRAITS].map((trait) => trait.slice(0, 2)));

/** The trait that a word is a form of. */
function traitOf(word: string, language: string, innocent: ReadonlySet<string>): string | undefined {
  const mayBe = Array.from(word, (_letter, at) => word.slice(at, at + 2)).some((two) => BEGINNINGS.has(two));
  if (!mayBe) return undefined;
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
  return [...TRAITS].find((trait) => trait.startsWith(only.slice(0, -1)) && !innocent.has(trait));
}
