/** V8 looks for a text this long or longer without going back over what it has read; a shorter one costs its length at each place. */
const LONG = 7;

/**
 * Finds parts of rules in one path. Thousands of short parts that nearly match a long path everywhere would take a second, so where
 * short texts stand is noted once for all of them, length by length, when the first one is looked for.
 */
export class PlacesInPath {
  readonly #path: string;
  readonly #byLength = new Map<number, Map<string, number[]>>();

  constructor(path: string) {
    this.#path = path;
  }

  /** Where the part stands first, at `from` or behind it; -1 where it does not. */
  next(part: string, from: number): number {
    if (part.length >= LONG || part === '') return this.#path.indexOf(part, from);
    return firstFrom(this.#placesOf(part.length).get(part) ?? [], from);
  }

  #placesOf(length: number): Map<string, number[]> {
    const known = this.#byLength.get(length);
    if (known !== undefined) return known;
    const places = new Map<string, number[]>();
    for (let at = 0; at + length <= this.#path.length; at += 1) {
      const text = this.#path.slice(at, at + length);
      const same = places.get(text);
      if (same === undefined) places.set(text, [at]);
      else same.push(at);
    }
    this.#byLength.set(length, places);
    return places;
  }
}

/** @param places in ascending order */
function firstFrom(places: readonly number[], from: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return places[low] ?? -1;
}
