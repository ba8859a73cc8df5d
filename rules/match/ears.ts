import type { LanguageSets } from '../compile/language-sets.ts';
import { letterGroup } from '../text/letter-group.ts';
import type { Normalised } from '../text/normalise.ts';
import { FIRST_TOKENS, roomFor } from '../text/token-room.ts';
import type { Tokens } from '../text/tokens.ts';
import type { Meanings } from './meanings.ts';

/** What is asked of every token more than once. The arrays serve one post after another. */
export interface Ears {
  /** The languages that use each token, as bits. */
  bits: Int32Array;
  /** The script of each token. */
  group: Uint8Array;
}

export function emptyEars(words: number, size = FIRST_TOKENS): Ears {
  return { bits: new Int32Array(size * words), group: new Uint8Array(size) };
}

/** Reads scripts and languages off all tokens. */
export function prepareEars(
  ears: Ears,
  sets: LanguageSets,
  { meanings, tokens, text }: { meanings: Meanings; tokens: Tokens; text: Normalised },
): void {
  const { words, bits } = sets;
  const room = roomFor(ears.group.length, tokens.length);
  if (room !== ears.group.length) Object.assign(ears, emptyEars(words, room));
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
