import { isNoPeople, isPeople } from '../compile/compile-places.ts';
import { isDigit } from '../text/digit.ts';
import { isLineEnd } from '../text/line-end.ts';
import { SPACE } from '../text/signs.ts';
import type { Found, PlaceHit } from './found.ts';

/**
 * Takes names of peoples that are put together from a country's ("người Syria", "阿富汗人") out of the places, with the country in them:
 * whoever is spoken of, it is no end of a way. A longer place in which such a name stands is one all the same.
 */
export function dropPeoples(found: Found): void {
  const { places } = found;
  if (!places.some(({ country }) => isPeople(country) || isNoPeople(country))) return;
  const sorted = places.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const kept: PlaceHit[] = [];
  let placeTo = -1;
  let peopleTo = -1;
  for (const place of sorted) {
    if (isNoPeople(place.country)) placeTo = Math.max(placeTo, place.end);
    else if (isPeople(place.country)) {
      if (place.end > placeTo && isName(found, place)) peopleTo = Math.max(peopleTo, place.end);
    } else if (place.end > peopleTo) {
      kept.push(place);
      placeTo = Math.max(placeTo, place.end);
    }
  }
  places.length = 0;
  for (const place of kept) places.push(place);
}

/**
 * Whether nothing but a space stands within it, and no number or stroke before: "5000 bảng/người, Pháp - Anh" and "4 người\nBa Lan - Đức"
 * tell a price or a count of heads, and then the way.
 */
function isName(found: Found, { start, end }: PlaceHit): boolean {
  for (let at = start; at + 1 < end; at += 1) if (!isOneSpace(found, at)) return false;
  if (start === 0) return true;
  const { units } = found.text;
  const before = found.tokens.end[start - 1] ?? 0;
  if (isDigit(units[before - 1] ?? 0)) return false;
  for (let unit = before; unit < (found.tokens.start[start] ?? 0); unit += 1)
    if (units[unit] === STROKE) return false;
  return true;
}

function isOneSpace({ post, text, tokens }: Found, at: number): boolean {
  const from = tokens.end[at] ?? 0;
  const gap = (tokens.start[at + 1] ?? 0) - from;
  return gap === 0 || (gap === 1 && text.units[from] === SPACE && !isLineEnd(post, text, from));
}

const STROKE = 0x2f;
