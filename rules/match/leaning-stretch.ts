/** A word, or two side by side, and what it says, in tenths of the logarithm of the odds. */
interface Weighed {
  readonly word: string;
  readonly weight: number;
}

/** How a stretch of a post leans while it moves on: each word counts once in it, however often it stands there. */
export class LeaningStretch {
  readonly #counts = new Map<string, number>();
  #sum = 0;

  /** How many words, and twos, are known in it. */
  get known(): number {
    return this.#counts.size;
  }

  /** The sum of their weights over the root of their number, so that a long stretch says no more than a short one. */
  get lean(): number {
    return this.#sum / Math.sqrt(Math.max(this.#counts.size, 1));
  }

  add({ word, weight }: Weighed): void {
    const before = this.#counts.get(word) ?? 0;
    this.#counts.set(word, before + 1);
    if (before === 0) this.#sum += weight;
  }

  remove({ word, weight }: Weighed): void {
    const before = this.#counts.get(word) ?? 0;
    if (before > 1) {
      this.#counts.set(word, before - 1);
      return;
    }
    this.#counts.delete(word);
    this.#sum -= weight;
  }
}
