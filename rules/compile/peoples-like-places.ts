import { peopleOf } from './compile-places.ts';
import type { TermCollector } from './compile-terms.ts';
import { OWNER } from './compiled-rules.ts';
import type { Lexicon } from './lexicon.ts';

/**
 * Names of peoples that another language lists as places, by the language in which they are people: "a Roma family arrived in Berlin" names
 * one place, and so does "un Syrien est arrivé à Berlin", though Rome and Syria are called so elsewhere. Names go everywhere, so each
 * is made known here as a word of its own language; where the language of the place speaks as well, it stays a place.
 *
 * Found by comparing the places of all packs with the peoples of all languages (`lint/peoples`), without what those lists catch by a stem.
 */
const PEOPLES_LIKE_PLACES: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(['ar', 'acm', 'apc', 'arq', 'ary', 'arz'].map((tag) => [tag, ['ليبي']])),
  'ar-Latn': ['libi', 'masri', 'sudani'],
  de: ['Roma'],
  en: ['Roma', 'Romani', 'Turks'],
  'fa-Latn': ['sudani'],
  fr: ['Algérien', 'Arménien', 'Géorgien', 'Libyen', 'Syrien', 'Rom'],
  it: ['Etiopi', 'Moldavi', 'pakistana', 'Rom', 'Serbi'],
  kmr: ['misri', 'sudani', 'tunisi'],
  ro: ['români'],
  sq: ['ruse'],
};

/** Beside them "Roma" is a people, whatever other languages are heard: "a" and "in" are Italian, too. */
const OF_ROMA =
  'family families people community communities child children man men woman women mother boy girl camp minority';

/** Makes them known as words of their languages, which no rule looks for. */
export function hearPeoples(collector: TermCollector, lexicon: Lexicon): void {
  for (const [tag, names] of Object.entries(PEOPLES_LIKE_PLACES))
    for (const language of lexicon.indexesOf([tag]))
      for (const name of names) collector.addHeard(name, [tag], language);
  for (const language of lexicon.indexesOf(['en']))
    for (const whose of OF_ROMA.split(' '))
      collector.add(`Roma ${whose}`, { owner: OWNER.place, group: peopleOf(language), languages: [] });
}
