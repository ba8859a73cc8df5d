import { letterGroup } from '../text/letter-group.ts';
import type { Normalised } from '../text/normalise.ts';
import { FIRST_TOKENS, roomFor } from '../text/token-room.ts';
import type { Tokens } from '../text/tokens.ts';

/** The script of each token, in an array that serves one post after another. */
export interface Ears {
  group: Uint8Array;
}

export function emptyEars(size = FIRST_TOKENS): Ears {
  return { group: new Uint8Array(size) };
}

/** Reads the scripts off all tokens; answers which there are, as bits. Numbers and emoji are words of no language. */
export function prepareEars(ears: Ears, { tokens, text }: { tokens: Tokens; text: Normalised }): number {
  const room = roomFor(ears.group.length, tokens.length);
  if (room !== ears.group.length) Object.assign(ears, emptyEars(room));
  const { group } = ears;
  let groups = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const own = letterGroup(text.units[tokens.start[at] ?? 0] ?? 0);
    group[at] = own;
    groups |= 1 << own;
  }
  return groups & ~1;
}
