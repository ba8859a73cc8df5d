import type { ScorablePost } from '../assessment.ts';
import type { LanguageIndex } from '../compile/element.ts';
import type { Found } from '../match/found.ts';
import { guessLanguage } from '../text/guess-language.ts';
import { sharesScript, statedLanguage } from './stated-language.ts';

/** Of two neighbours that share this much of a post, the source may know better which it is. */
const ABOUT_AS_CLEAR = 0.9;

/**
 * The language of a post, by which it is given to somebody who reads it. What is heard goes before what its source or page states:
 * pages of an Arabic forum say "en" because their template does. What is stated decides between neighbours and varieties, and
 * where nothing is heard but the letters, if it is written in these.
 */
export function languageOf(post: ScorablePost, found: Found): string {
  const { languages, joins } = found.compiled;
  const heard = languages[found.clearest] ?? null;
  const stated = statedLanguage(post.language, (tag) => languages.includes(tag) || joins.has(tag));
  if (stated === null) return guess(post, found, heard);
  // One word that fits is chance.
  if (heard === null || found.speaks[found.clearest] !== 1) {
    const written = guess(post, found, null);
    return written === 'und' || sharesScript(written, stated) ? stated : guess(post, found, heard);
  }
  return varietyOf(heard, stated, joins) ?? neighbourOf(found, stated) ?? heard;
}

function guess({ text }: ScorablePost, { text: normalised }: Found, heard: string | null): string {
  return guessLanguage({ text, normalised, heard });
}

/** What is stated, where it is a variety that the packs count with what is heard. */
function varietyOf(heard: string, stated: string, joins: ReadonlyMap<string, string>): string | undefined {
  return [...joins].find(([variety, to]) => to === heard && isOf(variety, stated))?.[0];
}

/** What is stated, where the post uses about as many words of it as of what is heard. */
function neighbourOf(found: Found, stated: string): string | undefined {
  const least = ABOUT_AS_CLEAR * wordsOf(found, found.clearest);
  return found.compiled.languages.find((tag, at) => isOf(tag, stated) && wordsOf(found, at) >= least);
}

/** Whether a tag is of the language, in whatever script: "fa-Latn" is of "fa". */
function isOf(tag: string, language: string): boolean {
  return tag.split('-')[0] === language;
}

/** How many words of the post a language uses; numbers and emoji are words of none. */
function wordsOf({ meanings }: Found, language: LanguageIndex): number {
  const { languages, languageWords, script, knownCount } = meanings;
  const bit = 1 << (language & 31);
  let count = 0;
  for (let i = 0; i < knownCount; i += 1)
    if (script[i] !== 0 && ((languages[i * languageWords + (language >> 5)] ?? 0) & bit) !== 0) count += 1;
  return count;
}
