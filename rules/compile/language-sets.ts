import type { Element, LanguageIndex } from './element.ts';

const BITS = 32;

/** A set of languages per element, as bits: `words` numbers of 32 bits each. */
export class LanguageSets {
  /** Numbers per element. */
  readonly words: number;
  #bits = new Uint32Array(1024);

  constructor(languages: number) {
    this.words = Math.max(1, Math.ceil(languages / BITS));
  }

  add(element: Element, language: LanguageIndex): void {
    const at = element * this.words + (language >> 5);
    if (at >= this.#bits.length) {
      const larger = new Uint32Array(Math.max(at + 1, this.#bits.length * 2));
      larger.set(this.#bits);
      this.#bits = larger;
    }
    this.#bits[at] = ((this.#bits[at] ?? 0) | (1 << (language & 31))) >>> 0;
  }

  has(element: Element, language: LanguageIndex): boolean {
    return ((this.bits(element, language >> 5) >>> (language & 31)) & 1) === 1;
  }

  /** The `word`-th 32 languages of an element. */
  bits(element: Element, word: number): number {
    return this.#bits[element * this.words + word] ?? 0;
  }
}
