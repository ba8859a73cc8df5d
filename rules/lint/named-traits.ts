import { placeForms } from '../compile/compile-places.ts';
import { splitTerm } from '../compile/split-term.ts';
import type { LocatedPack } from '../load/parse-packs.ts';
import { CONCEPT_REFERENCE } from '../schema.ts';
import { normalise } from '../text/normalise.ts';
import type { Finding } from './finding.ts';
import { lettersMeantBy } from './letters-meant.ts';
import { type ListedTerm, listedTerms } from './listed-terms.ts';
import { isBeginning, isCountry, peopleAt, peopleCaughtBy } from './peoples/index.ts';
import { HOMOGRAPHS, NAMES_LIKE_PEOPLES, PROTECTED_TRAITS, THINGS_LIKE_PEOPLES } from './protected-traits.ts';
import { type Reading, readingsOf } from './readings.ts';

const TRAITS: ReadonlySet<string> = new Set(PROTECTED_TRAITS.map((trait) => normalise(trait)));

/** Terms, places and coins that name a people, a faith or a dialect, in any of its forms, and stems or patterns that would catch one. */
export function namedTraits(located: readonly LocatedPack[]): readonly Finding[] {
  return located.flatMap((one) => {
    const { language, file } = one.pack;
    const innocent = innocentIn(language);
    const things = new Set((THINGS_LIKE_PEOPLES[language] ?? []).map((term) => normalise(term)));
    const trait = (term: string) =>
      things.has(normalise(term)) ? undefined : traitIn(splitTerm(term), language, innocent);
    const named = [
      ...[...listedTerms(one), ...routeWords(one)].map((listed) => ({
        ...listed,
        trait: trait(listed.term),
      })),
      ...namesIn(one).map((name) => ({ ...name, trait: traitOfName(name, language) })),
      // By its letters or by what it matches: either way it is one fault.
      ...patternsIn(one).map((pattern) => ({
        ...pattern,
        trait: trait(lettersOf(pattern.term)) ?? traitCaught(pattern.term),
      })),
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

function lettersOf(pattern: string): string {
  return pattern.replaceAll(/\\.|[^\p{L}\p{M}]+/gu, ' ');
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
  const words = splitTerm(text.replaceAll('*', ' '));
  const named = words.flatMap((_word, at) => traitAt(words, at, language, innocent) ?? []);
  return [...new Set(named.map(({ text: said }) => said))];
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

/** A trait that words name, and what they say for it. */
interface Named {
  readonly trait: string;
  readonly text: string;
}

/** The trait that the word at `at` is a form of, by itself or with those that follow it. */
function traitAt(
  words: readonly string[],
  at: number,
  language: string,
  innocent: ReadonlySet<string>,
): Named | undefined {
  const word = words[at] ?? '';
  const readings = likelyReadings(word, language).filter(
    ({ word: read, isPlural }) => isPlural || !innocent.has(read),
  );
  const known = readings.find((reading) => TRAITS.has(reading.word))?.word;
  if (known !== undefined) return { trait: known, text: word };
  for (const reading of readings) {
    const people = peopleAt(words, at, reading.word, language);
    if (people !== undefined)
      return { trait: people.join(' '), text: [word, ...words.slice(at + 1, at + people.length)].join(' ') };
  }
  return undefined;
}

/** By language and word: a pack has the same few thousand words in half a million terms. */
const likely = new Map<string, Map<string, readonly Reading[]>>();

/** What a word can be a form of, where any of it begins like a trait and it is no country. */
function likelyReadings(word: string, language: string): readonly Reading[] {
  const known = likely.get(language) ?? new Map<string, readonly Reading[]>();
  likely.set(language, known);
  const before = known.get(word);
  if (before !== undefined) return before;
  const readings = [word, ...lettersMeantBy(word)]
    .filter((written) => mayNameOne(written, language))
    .flatMap((written) => readingsOf(written, language));
  // What stands in the word, and no form that it could be one of: "киргизы" may be read as of "Киргизия", and names a people.
  const isInnocent = readings.some(({ word: read }) => word.includes(read) && isCountry(read, language));
  const found = isInnocent ? [] : readings;
  known.set(word, found);
  return found;
}

function mayNameOne(word: string, language: string): boolean {
  return Array.from(word, (_letter, i) => word.slice(i, i + 2)).some(
    (two) => BEGINNINGS.has(two) || isBeginning(two, language),
  );
}

function traitIn(
  terms: readonly string[],
  language: string,
  innocent: ReadonlySet<string>,
): string | undefined {
  // Whatever their endings: a stem that is a people's name catches that people.
  const words = terms.map((word) => word.replace(/\*$/, ''));
  for (const at of words.keys()) {
    const named = traitAt(words, at, language, innocent);
    if (named !== undefined) return named.trait;
  }
  const [only, second] = terms.filter((word) => !innocent.has(word));
  // In a phrase the other words keep a stem from catching a people.
  if (only === undefined || second !== undefined || !only.endsWith('*')) return undefined;
  const stem = only.slice(0, -1);
  return (
    [...TRAITS].find((trait) => trait.startsWith(stem) && !innocent.has(trait)) ??
    peopleCaughtBy(stem, language)
  );
}
