import { countryCode } from '../compile/compile-places.ts';
import type { Found, PlaceHit } from '../match/found.ts';
import { type Script, scriptOf } from './script.ts';

/**
 * What a post is about by itself, so that it can be compared how rules treat content of one kind and of another. It says
 * nothing of who wrote it: no nationality, people or dialect can be told from it (FAI-04).
 */
export interface Content {
  readonly script: Script;
  /** The first way that is named, as `LY-IT` in ISO 3166-1 alpha-2; `ZZ` for an end that is not known; `none`. */
  readonly corridor: string;
}

export const NO_CORRIDOR = 'none';

/** What the post that was just read is about. */
export function contentOf(found: Found, original: string): Content {
  return { script: scriptOf(original), corridor: corridorOf(found) };
}

/** Two ends in different countries go before a single end, and the first of each before later ones. */
function corridorOf({ hits, compiled, places, tokens }: Found): string {
  let known: string | undefined;
  if (places.length === 0) return NO_CORRIDOR;
  for (const hit of hits) {
    const route = compiled.rules[hit.rule]?.route;
    if (route === undefined || route === null) continue;
    const inside = places.filter(
      ({ start, end }) => (tokens.start[start] ?? 0) >= hit.start && (tokens.end[end - 1] ?? 0) <= hit.end,
    );
    const way = wayOf(inside, route.toward.size > 0);
    if (way === undefined) continue;
    if (!way.startsWith(UNKNOWN)) return way;
    known ??= way;
  }
  return known ?? NO_CORRIDOR;
}

const UNKNOWN = countryCode(0);

function wayOf(places: readonly PlaceHit[], isToward: boolean): string | undefined {
  const sorted = places.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const last = sorted.at(-1);
  const [first] = sorted;
  if (first === undefined || last === undefined) return undefined;
  if (isToward) return last.country === 0 ? undefined : `${UNKNOWN}-${countryCode(last.country)}`;
  if (first.country === last.country) return undefined;
  return `${countryCode(first.country)}-${countryCode(last.country)}`;
}
