import type { Element, LanguageIndex } from './element.ts';

const BITS = 32;

/** A set of languages per element, as bits. */
export interface LanguageSets {
  /** Numbers of 32 bits per element. */
  readonly words: number;
  readonly bits: Uint32Array;
}

export function emptyLanguageSets(languages: number, elements: number): LanguageSets {
  const words = Math.max(1, Math.ceil(languages / BITS));
  return { words, bits: new Uint32Array(words * elements) };
}

export function addLanguage({ words, bits }: LanguageSets, element: Element, language: LanguageIndex): void {
  const at = element * words + (language >> 5);
  bits[at] = ((bits[at] ?? 0) | (1 << (language & 31))) >>> 0;
}
