import type { LanguageIndex } from '../compile/element.ts';
import { letterGroup } from '../text/letter-group.ts';
import type { Found } from './found.ts';
import { markBits } from './language-tally.ts';

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
  let groups = readScripts(found);
  let clearest = -1;
  let most = 0;
  for (let group = 0; groups !== 0; group += 1, groups >>>= 1) {
    if ((groups & 1) === 0) continue;
    const { count, language } = listenTo(found, group);
    if (count <= most) continue;
    most = count;
    clearest = language;
  }
  found.clearest = clearest;
}

/** Reads the script off each known token; answers which there are, as bits. Numbers and emoji are words of no language. */
function readScripts({ meanings, text, tokens }: Found): number {
  const { known, script } = meanings;
  let groups = 0;
  for (let i = 0; i < meanings.knownCount; i += 1) {
    const group = letterGroup(text.units[tokens.start[known[i] ?? 0] ?? 0] ?? 0);
    script[i] = group;
    groups |= 1 << group;
  }
  return groups & ~1;
}

/** Hears one script; answers its clearest language and how many words it has. */
function listenTo(found: Found, group: number): { readonly count: number; readonly language: LanguageIndex } {
  const { tally, meanings } = found;
  const { script, knownCount, languages, languageWords } = meanings;
  tally.clear();
  for (let i = 0; i < knownCount; i += 1) if (script[i] === group) tally.add(languages, i * languageWords);
  const most = tally.most();
  if (most.count < LEAST_TOKENS) return most;
  tally.mark(Math.max(LEAST_TOKENS, Math.ceil(most.count * LEAST_SHARE)), found.speaks);
  if (most.count < knownCount) hearBeside(found, group, most.language);
  return most;
}

/** Languages that use two tokens side by side of which the plain one uses neither. */
function hearBeside({ meanings, speaks }: Found, group: number, plain: number): void {
  const { known, script, knownCount, languages, languageWords: words } = meanings;
  const plainAt = plain >> 5;
  const plainBit = 1 << (plain & 31);
  let isBeside = false;
  for (let i = 0; i < knownCount; i += 1) {
    const isForeign = script[i] === group && ((languages[i * words + plainAt] ?? 0) & plainBit) === 0;
    const wasForeign = isBeside && (known[i - 1] ?? 0) === (known[i] ?? 0) - 1;
    isBeside = isForeign;
    if (!isForeign || !wasForeign) continue;
    for (let word = 0; word < words; word += 1) {
      const both = (languages[i * words + word] ?? 0) & (languages[(i - 1) * words + word] ?? 0);
      markBits(both, word, speaks);
    }
  }
}
