/** Entries that are passed over together where none of them is looked for. A power of two. */
export const BLOCK = 32;

/** By block of numbers, what is left of them two by two. */
export function inBlocks(
  numbers: Int32Array,
  join: (one: number, other: number) => number,
  start: number,
): Int32Array {
  const blocks = new Int32Array(Math.ceil(numbers.length / BLOCK)).fill(start);
  for (let at = 0; at < numbers.length; at += 1) {
    const block = Math.floor(at / BLOCK);
    blocks[block] = join(blocks[block] ?? start, numbers[at] ?? start);
  }
  return blocks;
}

/** Which entries of a row are the first of their name in a stretch of it, wherever that begins. */
export class Firsts {
  /** By entry, the one before it of the same name; -1 for none. */
  readonly #before: Int32Array;
  readonly #least: Int32Array;

  constructor(entries: readonly string[]) {
    const last = new Map<string, number>();
    this.#before = new Int32Array(entries.length);
    entries.forEach((name, at) => {
      this.#before[at] = last.get(name) ?? -1;
      last.set(name, at);
    });
    this.#least = inBlocks(this.#before, Math.min, entries.length);
  }

  /** Whether no entry from `from` on has the name of the one at `at` before it. */
  isFirst(at: number, from: number): boolean {
    return (this.#before[at] ?? -1) < from;
  }

  /** The next such entry, from `at` on and before `stop`; else `stop`. */
  next(at: number, from: number, stop: number): number {
    let own = at;
    while (own < stop && !this.isFirst(own, from))
      own += own % BLOCK === 0 && (this.#least[own / BLOCK] ?? -1) >= from ? BLOCK : 1;
    return Math.min(own, stop);
  }
}
