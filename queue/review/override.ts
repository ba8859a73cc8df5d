import type { Assessment } from '../contracts/index.ts';

/** A voice of this weight is plain; a single word in passing is none. */
const PLAIN = 4;

/** Voices that make a post nobody's offer unless three people say otherwise. */
const PROTECTED_VOICES: ReadonlySet<string> = new Set(['aid', 'news', 'warning', 'court', 'officials']);

/**
 * Whether calling a post an offer overrides a protective reading: the rules heard press, aid, a warning or a court speak
 * (PRO-06). It is what the rules found, so a reviewer cannot switch it off.
 */
export function isProtectedVoice({ counterSignals }: Assessment): boolean {
  return counterSignals.some(({ category, weight }) => weight >= PLAIN && PROTECTED_VOICES.has(category));
}
