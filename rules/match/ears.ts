import type { LanguageSetsData } from '../compile/language-sets.ts';
import { letterGroup } from '../text/letter-group.ts';
import type { Normalised } from '../text/normalise.ts';
import type { Tokens } from '../text/tokens.ts';
import type { Meanings } from './meanings.ts';

/** What is asked of every token more than once. The arrays serve one post after another. */
export interface Ears {
  /** The languages that use each token, as bits. */
  bits: Int32Array;
  /** The script of each token. */
  group: Uint8Array;
}

const FIRST_TOKENS = 256;
const MAX_KEPT_TOKENS = 16 * 1024;

export function emptyEars(words: number): Ears {
  return { bits: new Int32Array(FIRST_TOKENS * words), group: new Uint8Array(FIRST_TOKENS) };
}

/** Reads scripts and languages off all tokens. */
export function prepareEars(
  ears: Ears,
  sets: LanguageSetsData,
  { meanings, tokens, text }: { meanings: Meanings; tokens: Tokens; text: Normalised },
): void {
  const { words, bits } = sets;
  if (
    tokens.length > ears.group.length ||
    (ears.group.length > MAX_KEPT_TOKENS && tokens.length <= FIRST_TOKENS)
  ) {
    const size = Math.max(FIRST_TOKENS, tokens.length);
    ears.bits = new Int32Array(size * words);
    ears.group = new Uint8Array(size);
  }
  const { from, to, elements } = meanings;
  for (let at = 0; at < tokens.length; at += 1) {
    ears.group[at] = letterGroup(text.units[tokens.start[at] ?? 0] ?? 0);
    const end = to[at] ?? 0;
    for (let word = 0; word < words; word += 1) {
      let own = 0;
      for (let i = from[at] ?? 0; i < end; i += 1) own |= bits[(elements[i] ?? 0) * words + word] ?? 0;
      ears.bits[at * words + word] = own;
    }
  }
}
