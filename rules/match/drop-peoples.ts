import { isPeople } from '../compile/compile-places.ts';
import type { Found, PlaceHit } from './found.ts';

/**
 * Takes names of peoples that are put together from a country's ("người Syria", "阿富汗人") out of the places, with the country in them:
 * whoever is spoken of, it is no end of a way. A longer place in which such a name stands is one all the same.
 */
export function dropPeoples(found: Found): void {
  const { places } = found;
  if (!places.some(({ country }) => isPeople(country))) return;
  const sorted = places.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const kept: PlaceHit[] = [];
  let placeTo = -1;
  let peopleTo = -1;
  for (const place of sorted) {
    if (isPeople(place.country)) {
      if (place.end > placeTo) peopleTo = Math.max(peopleTo, place.end);
    } else if (place.end > peopleTo) {
      kept.push(place);
      placeTo = Math.max(placeTo, place.end);
    }
  }
  places.length = 0;
  for (const place of kept) places.push(place);
}
