import { prepareEars } from './ears.ts';
import type { Found } from './found.ts';

/** One word that fits is chance; two are a language. */
const LEAST_TOKENS = 2;
/** Beside a language that speaks plainly in the same letters, another needs at least this share of its words. */
const LEAST_SHARE = 0.7;

/**
 * Settles which languages speak in the post and which is the clearest, by how many of its words each uses at all. Short
 * words mean different things in neighbouring languages, and one that happens to fit is no sentence: only languages that
 * speak here are looked at further. Languages are neighbours where they share their letters, so each script is heard by
 * itself: an English sentence behind an Arabic offer hides none of it. Within a script, two words side by side that the
 * plain language does not use are another one.
 */
export function listen(found: Found): void {
  found.speaks.fill(0);
  let groups = prepareEars(found.ears, found);
  let clearest = -1;
  let most = 0;
  for (let group = 0; groups !== 0; group += 1, groups >>>= 1) {
    if ((groups & 1) === 0) continue;
    const best = listenTo(found, group);
    const count = best < 0 ? 0 : (found.heard[best] ?? 0);
    if (count <= most) continue;
    most = count;
    clearest = best;
  }
  found.clearest = clearest;
}

/** Hears one script; answers its clearest language and leaves in `heard` what each language said in it. */
function listenTo(found: Found, group: number): number {
  const { tokens, heard, speaks } = found;
  heard.fill(0);
  for (let at = 0; at < tokens.length; at += 1) if (found.ears.group[at] === group) hear(found, at);
  let best = -1;
  let most = 0;
  for (let language = 0; language < heard.length; language += 1) {
    const count = heard[language] ?? 0;
    if (count <= most) continue;
    most = count;
    best = language;
  }
  if (most < LEAST_TOKENS) return best;
  const least = Math.max(LEAST_TOKENS, Math.ceil(most * LEAST_SHARE));
  for (let language = 0; language < heard.length; language += 1)
    if ((heard[language] ?? 0) >= least) speaks[language] = 1;
  if (most < tokens.length) hearBeside(found, group, best);
  return best;
}

/** Counts one token for every language that uses it, however many of their terms it stands in. */
function hear({ meanings, heard }: Found, at: number): void {
  const { languages, languageWords: words } = meanings;
  for (let word = 0; word < words; word += 1) {
    let left = languages[at * words + word] ?? 0;
    while (left !== 0) {
      const language = word * 32 + (31 - Math.clz32(left & -left));
      heard[language] = (heard[language] ?? 0) + 1;
      left &= left - 1;
    }
  }
}

/** Languages that use two tokens side by side of which the plain one uses neither. */
function hearBeside(found: Found, group: number, plain: number): void {
  const { ears, tokens, speaks } = found;
  const { languages, languageWords: words } = found.meanings;
  const plainAt = plain >> 5;
  const plainBit = 1 << (plain & 31);
  let isBeside = false;
  for (let at = 0; at < tokens.length; at += 1) {
    const isForeign = ears.group[at] === group && ((languages[at * words + plainAt] ?? 0) & plainBit) === 0;
    const wasForeign = isBeside;
    isBeside = isForeign;
    if (!isForeign || !wasForeign) continue;
    for (let word = 0; word < words; word += 1) {
      let both = (languages[at * words + word] ?? 0) & (languages[(at - 1) * words + word] ?? 0);
      for (; both !== 0; both &= both - 1) speaks[word * 32 + (31 - Math.clz32(both & -both))] = 1;
    }
  }
}
