import type { Found } from './found.ts';

/** One word that fits is chance; two are a language. */
const LEAST_TOKENS = 2;
/** Beside a language that speaks plainly, another needs at least this share of its words. */
const LEAST_SHARE = 0.6;

/** Settles which languages are heard in the post, and answers the index of the clearest one, or -1. */
export function listen(found: Found): number {
  let best = -1;
  let most = 0;
  found.heard.forEach((count, language) => {
    if (count > most) {
      most = count;
      best = language;
    }
  });
  found.hearing = Math.max(LEAST_TOKENS, Math.ceil(most * LEAST_SHARE));
  return best;
}
