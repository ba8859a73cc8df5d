import type { Found } from './found.ts';
import { hasMeaning } from './meanings.ts';

/** One word that fits is chance; two are a language. */
const LEAST_TOKENS = 2;
/** Beside a language that speaks plainly, another needs at least this share of its words. */
const LEAST_SHARE = 0.6;

/**
 * Settles which languages speak in the post, by how many of its words each of them uses at all, and answers the index of
 * the clearest one, or -1. Short words mean different things in neighbouring languages, and one that happens to fit is no
 * sentence: only languages that speak here are looked at further.
 */
export function listen(found: Found): number {
  const { meanings, tokens, heard, speaks } = found;
  for (let at = 0; at < tokens.length; at += 1) if (hasMeaning(meanings, at)) hear(found, at);
  let best = -1;
  let most = 0;
  for (let language = 0; language < heard.length; language += 1) {
    const count = heard[language] ?? 0;
    if (count <= most) continue;
    most = count;
    best = language;
  }
  const least = Math.max(LEAST_TOKENS, Math.ceil(most * LEAST_SHARE));
  for (let language = 0; language < heard.length; language += 1)
    speaks[language] = (heard[language] ?? 0) >= least ? 1 : 0;
  return best;
}

/** Counts one token for every language that uses it, however many of their terms it stands in. */
function hear({ meanings, compiled, heard }: Found, at: number): void {
  const { words, bits } = compiled.languagesByElement;
  const { from, to, elements } = meanings;
  const end = to[at] ?? 0;
  for (let word = 0; word < words; word += 1) {
    let left = 0;
    for (let i = from[at] ?? 0; i < end; i += 1) left |= bits[(elements[i] ?? 0) * words + word] ?? 0;
    while (left !== 0) {
      const language = word * 32 + (31 - Math.clz32(left & -left));
      heard[language] = (heard[language] ?? 0) + 1;
      left &= left - 1;
    }
  }
}
