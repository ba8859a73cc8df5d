import { FIRST_TOKENS, roomFor } from '../text/token-room.ts';

/** Which tokens of a post are worth a further look. The lists hold indexes of tokens in reading order. */
export interface Sifted {
  /** Tokens that may mean something: the rules may know them, or they are numbers. */
  candidates: Int32Array;
  candidateCount: number;
  /** Tokens with which a word may begin that was spelled apart. */
  suspects: Int32Array;
  suspectCount: number;
}

export function emptySifted(size = FIRST_TOKENS): Sifted {
  return {
    candidates: new Int32Array(size),
    candidateCount: 0,
    suspects: new Int32Array(size),
    suspectCount: 0,
  };
}

/** Forgets the last post and makes room for so many tokens. */
export function resetSifted(sifted: Sifted, tokens: number): void {
  const room = roomFor(sifted.candidates.length, tokens);
  if (room !== sifted.candidates.length) Object.assign(sifted, emptySifted(room));
  sifted.candidateCount = 0;
  sifted.suspectCount = 0;
}
