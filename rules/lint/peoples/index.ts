import { splitTerm } from '../../compile/split-term.ts';
import { IN_ARABIC_LETTERS } from './arabic-letters.ts';
import { IN_INDIAN_LETTERS } from './indian-letters.ts';
import { IN_LATIN_LETTERS_ELSEWHERE } from './latin-elsewhere.ts';
import { IN_LATIN_LETTERS_OF_EUROPE } from './latin-europe.ts';
import { IN_OTHER_LETTERS } from './other-letters.ts';

/**
 * Peoples, faiths and ethnic groups by the language that names them: its own people, its neighbours, and those who are most on the move
 * through where it is spoken. Each list is words with spaces between: `*` at the end makes a stem, `_` joins a phrase, and `!` in front
 * says what the stems must not catch, which is the name of a country.
 *
 * They are words for persons. An adjective that a language has for things alone (a border, a paper, a coast) is left out, and so is a
 * word that means a language, a country or a coin as often.
 */
export const PEOPLES_BY_LANGUAGE: Readonly<Record<string, string>> = {
  ...IN_ARABIC_LETTERS,
  ...IN_INDIAN_LETTERS,
  ...IN_OTHER_LETTERS,
  ...IN_LATIN_LETTERS_OF_EUROPE,
  ...IN_LATIN_LETTERS_ELSEWHERE,
};

/** Varieties of a language, which have its words and some of their own. */
const VARIETY_OF: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['acm', 'apc', 'arq', 'ary', 'arz'].map((variety) => [variety, 'ar'])),
};

/** A language, behind the one that it is a variety of and shares its words with. */
export function withItsVariety(language: string): readonly string[] {
  const shared = VARIETY_OF[language];
  return shared === undefined ? [language] : [shared, language];
}

/** Whether a language has a list, its own or that of the language it is a variety of. */
export function arePeoplesListed(language: string): boolean {
  return withItsVariety(language).some((tag) => Object.hasOwn(PEOPLES_BY_LANGUAGE, tag));
}

/** The peoples that are looked for in a language, as they are written in its list; without what its stems must not catch. */
export function peoplesIn(language: string): readonly string[] {
  return entriesOf(language).filter((entry) => !entry.startsWith('!'));
}

function entriesOf(language: string): readonly string[] {
  const lists = withItsVariety(language).flatMap((tag) => PEOPLES_BY_LANGUAGE[tag] ?? []);
  return [...new Set(lists.flatMap((list) => list.split(/\s+/)))].filter((entry) => entry !== '');
}

interface PeopleFinder {
  /** By the first two letters of their first word. */
  readonly phrases: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly innocent: readonly string[];
}

const finders = new Map<string, PeopleFinder>();

function finderOf(language: string): PeopleFinder {
  const known = finders.get(language);
  if (known !== undefined) return known;
  const split = (entry: string) => splitTerm(entry.replaceAll('_', ' '));
  const phrases = new Map<string, (readonly string[])[]>();
  for (const phrase of peoplesIn(language).map(split)) {
    const begins = (phrase[0] ?? '').slice(0, 2);
    phrases.set(begins, [...(phrases.get(begins) ?? []), phrase]);
  }
  const innocent = entriesOf(language).flatMap((entry) =>
    entry.startsWith('!') ? split(entry.slice(1)) : [],
  );
  const finder = { phrases, innocent };
  finders.set(language, finder);
  return finder;
}

/**
 * The first words of `words`, beginning at `at`, that name a people in the language.
 * @param first what the word at `at` is read as, without what is written at its front and its ending
 */
export function peopleAt(
  words: readonly string[],
  at: number,
  first: string,
  language: string,
): readonly string[] | undefined {
  const { phrases } = finderOf(language);
  return (phrases.get(first.slice(0, 2)) ?? []).find((phrase) =>
    phrase.every((part, i) => matches(part, i === 0 ? first : (words[at + i] ?? ''))),
  );
}

/** Whether a word is one that the stems of a language must not catch. */
export function isCountry(word: string, language: string): boolean {
  return finderOf(language).innocent.some((part) => matches(part, word));
}

/** Whether the name of a people begins with these two letters: to look is much cheaper than all readings of a word. */
export function isBeginning(two: string, language: string): boolean {
  return finderOf(language).phrases.has(two);
}

/** A people that a stem alone would catch. */
export function peopleCaughtBy(stem: string, language: string): string | undefined {
  const { phrases } = finderOf(language);
  const words = [...phrases.values()].flat().filter((phrase) => phrase.length === 1);
  return words.map(([only = '']) => only.replace(/\*$/, '')).find((people) => people.startsWith(stem));
}

function matches(part: string, word: string): boolean {
  return part.endsWith('*') ? word.startsWith(part.slice(0, -1)) : part === word;
}
