import type { Places } from '../schema.ts';
import type { TermCollector } from './compile-terms.ts';
import { OWNER } from './compiled-rules.ts';
import type { LanguageIndex } from './element.ts';
import { withSecondSpellings } from './second-spelling.ts';

/**
 * Adds every name with its case endings and proclitics. Names are listed in full: no stems, which would catch peoples.
 * A place's group is its country, so that a border between two places can be told.
 */
export function compilePlaces(places: Places, collector: TermCollector, home: LanguageIndex): void {
  for (const [country, names] of Object.entries(places.in)) {
    const group = placeGroup(countryNumber(country), home);
    const [people, noPeople] = [peopleOf(home), placeGroup(NO_PEOPLE, home)];
    for (const name of withSecondSpellings(names, places.language)) {
      for (const word of peopleForms(places, name))
        collector.add(word, { owner: OWNER.place, group: people, languages: [] });
      for (const after of places.placeAfter)
        collector.add(`${name} ${after}`, { owner: OWNER.place, group: noPeople, languages: [] });
      const { plain, toward } = placeForms(places, name);
      for (const word of plain) collector.add(word, { owner: OWNER.place, group, languages: [] });
      for (const word of toward) collector.add(word, { owner: OWNER.placeTo, group, languages: [] });
    }
  }
}

/** A name as it is looked for: by itself and with its endings and proclitics, apart those that say "to". */
export function placeForms(
  places: Places,
  name: string,
): { readonly plain: readonly string[]; readonly toward: readonly string[] } {
  return {
    plain: [
      name,
      ...places.suffixes.flatMap((end) => withEnding(name, end)),
      ...places.prefixes.map((start) => start + name),
    ],
    toward: [
      ...places.toSuffixes.flatMap((end) => withEnding(name, end)),
      ...places.toPrefixes.map((start) => start + name),
    ],
  };
}

/**
 * Names of peoples that are put together from the name of their country. They are looked for to be no place: whoever is spoken of, it is
 * no end of a route.
 */
function peopleForms(places: Places, name: string): readonly string[] {
  return [
    ...places.peopleBefore.map((before) => `${before} ${name}`),
    ...places.peopleAfter.map((after) => `${name} ${after}`),
  ];
}

/** Stand for the country of a people's name, and of what looks like one and is none; no code of a country is so small. */
const PEOPLE = 1;
const NO_PEOPLE = 2;

/** The group of a people's name that is one in the language `home`. */
export function peopleOf(home: LanguageIndex): number {
  return placeGroup(PEOPLE, home);
}

/** Whether what was found by this country is the name of a people. */
export function isPeople(country: number): boolean {
  return country === PEOPLE;
}

/** Whether it says that no people's name is meant, as the word behind the country belongs to what follows ("希腊人满就走"). */
export function isNoPeople(country: number): boolean {
  return country === NO_PEOPLE;
}

/** Written together or, as Turkish does with names, after an apostrophe. */
function withEnding(name: string, end: string): readonly string[] {
  return [name + end, `${name}'${end}`];
}

const COUNTRY_STEP = 0x10000;

/** A place is one number in a term: its country, and the language that lists it. */
function placeGroup(country: number, home: LanguageIndex): number {
  return country + COUNTRY_STEP * (home + 1);
}

/** 0 when not known. */
export function placeCountry(group: number): number {
  return group % COUNTRY_STEP;
}

/** -1 for names of no language, such as flags. */
export function placeHome(group: number): LanguageIndex {
  return Math.floor(group / COUNTRY_STEP) - 1;
}

/** Two letters as one number; 0 for a country that is not known. */
function countryNumber(code: string): number {
  return code === 'ZZ' ? 0 : code.charCodeAt(0) * 256 + code.charCodeAt(1);
}
