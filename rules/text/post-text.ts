import type { Normalised } from './normalise.ts';

/** Works out where the units of the last text come from, if that was put off. */
export interface Locator {
  locate(): void;
}

/**
 * The text of one post after another. Offsets into the original are worked out when somebody asks for them: most posts hold
 * nothing that has to be shown.
 */
export class PostText implements Normalised {
  units: Uint16Array;
  length = 0;
  tokenised = 0;
  undone = 0;
  scripts = 0;
  readonly #locator: Locator | null;
  #from: Int32Array;
  #to: Int32Array;

  constructor({ units, from, to }: Pick<Normalised, 'units' | 'from' | 'to'>, locator: Locator | null) {
    this.units = units;
    this.#from = from;
    this.#to = to;
    this.#locator = locator;
  }

  get from(): Int32Array {
    this.#locator?.locate();
    return this.#from;
  }

  set from(offsets: Int32Array) {
    this.#from = offsets;
  }

  get to(): Int32Array {
    this.#locator?.locate();
    return this.#to;
  }

  set to(offsets: Int32Array) {
    this.#to = offsets;
  }
}
