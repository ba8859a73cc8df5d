import type { Places } from '../schema.ts';
import type { TermCollector } from './compile-terms.ts';
import { OWNER } from './compiled-rules.ts';

/**
 * Adds every name with its case endings and proclitics. Names are listed in full: no stems, which would catch peoples.
 * A place's group is its country, so that a border between two places can be told.
 */
export function compilePlaces(places: Places, collector: TermCollector): void {
  for (const [country, names] of Object.entries(places.in)) {
    const group = countryNumber(country);
    for (const name of names) {
      const plain = [
        name,
        ...places.suffixes.flatMap((end) => withEnding(name, end)),
        ...places.prefixes.map((start) => start + name),
      ];
      const toward = [
        ...places.toSuffixes.flatMap((end) => withEnding(name, end)),
        ...places.toPrefixes.map((start) => start + name),
      ];
      for (const word of plain) collector.add(word, { owner: OWNER.place, group, languages: [] });
      for (const word of toward) collector.add(word, { owner: OWNER.placeTo, group, languages: [] });
    }
  }
}

/** Written together or, as Turkish does with names, after an apostrophe. */
function withEnding(name: string, end: string): readonly string[] {
  return [name + end, `${name}'${end}`];
}

/** Two letters as one number; 0 for a country that is not known. */
function countryNumber(code: string): number {
  return code === 'ZZ' ? 0 : code.charCodeAt(0) * 256 + code.charCodeAt(1);
}
