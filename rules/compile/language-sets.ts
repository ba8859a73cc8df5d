import type { Element, LanguageIndex } from './element.ts';

const BITS = 32;

/** A set of languages per element, as bits. */
export interface LanguageSetsData {
  /** Numbers of 32 bits per element. */
  readonly words: number;
  readonly bits: Uint32Array;
}

export class LanguageSets {
  readonly data: LanguageSetsData;

  constructor(languages: number, elements: number) {
    const words = Math.max(1, Math.ceil(languages / BITS));
    this.data = { words, bits: new Uint32Array(words * elements) };
  }

  add(element: Element, language: LanguageIndex): void {
    const { words, bits } = this.data;
    const at = element * words + (language >> 5);
    bits[at] = ((bits[at] ?? 0) | (1 << (language & 31))) >>> 0;
  }
}

export function usesElement(sets: LanguageSetsData, element: Element, language: LanguageIndex): boolean {
  return (((sets.bits[element * sets.words + (language >> 5)] ?? 0) >>> (language & 31)) & 1) === 1;
}
