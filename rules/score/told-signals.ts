import type { Signal } from '../assessment.ts';

/** Above so many hits an index is worth its making; a post has few. */
const MANY = 32;

/** Tells whether a rule has spoken of the same words already: two languages can speak the same rule. */
export class ToldSignals {
  readonly #index: Set<string> | null;

  constructor(hits: number) {
    this.#index = hits > MANY ? new Set() : null;
  }

  /** Asked of each signal once, in the order in which they are added to `signals`. */
  has(signals: readonly Signal[], rule: string, start: number, end: number): boolean {
    if (this.#index === null) {
      for (const signal of signals)
        if (signal.start === start && signal.end === end && signal.rule === rule) return true;
      return false;
    }
    const before = this.#index.size;
    this.#index.add(`${start} ${end} ${rule}`);
    return this.#index.size === before;
  }
}
