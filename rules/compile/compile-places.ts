import type { Places } from '../schema.ts';
import type { TermCollector } from './compile-terms.ts';
import { OWNER } from './compiled-rules.ts';

/** Adds every name with its case endings and proclitics. Names are listed in full: no stems, which would catch peoples. */
export function compilePlaces(places: Places, collector: TermCollector): void {
  for (const name of places.names) {
    const plain = [
      name,
      ...places.suffixes.map((end) => name + end),
      ...places.prefixes.map((start) => start + name),
    ];
    const toward = [
      ...places.toSuffixes.map((end) => name + end),
      ...places.toPrefixes.map((start) => start + name),
    ];
    for (const word of plain) collector.add(word, { owner: OWNER.place, group: 0, languages: [] });
    for (const word of toward) collector.add(word, { owner: OWNER.placeTo, group: 0, languages: [] });
  }
}
