import type { ScorablePost } from '../assessment.ts';
import type { CompiledRules } from '../compile/compiled-rules.ts';
import type { LanguageIndex } from '../compile/element.ts';
import type { Found } from '../match/found.ts';
import { guessLanguage } from '../text/guess-language.ts';
import { primaryTag, sharesScript, statedLanguage } from './stated-language.ts';

/** Of two neighbours that share this much of a post, the source may know better which it is. */
const ABOUT_AS_CLEAR = 0.9;

/** A language that sources state, and those of the packs that are it, in whatever script: "fa-Latn" is of "fa". */
interface Stated {
  readonly language: string;
  readonly own: readonly LanguageIndex[];
  /** Its varieties, by the language that the packs count them with. */
  readonly varieties: ReadonlyMap<string, string>;
}

/**
 * The language of a post, by which it is given to somebody who reads it. What is heard goes before what its source or page states:
 * pages of an Arabic forum say "en" because their template does. What is stated decides between neighbours and varieties, and
 * where nothing is heard but the letters, if it is written in these.
 */
export class PostLanguages {
  readonly #rules: CompiledRules;
  /** By primary tag, of which there are few: sources state the same of every post, and looking it up took half as long as scoring. */
  readonly #stated = new Map<string, Stated | null>();

  constructor(rules: CompiledRules) {
    this.#rules = rules;
  }

  languageOf(post: ScorablePost, found: Found): string {
    const heard = this.#rules.languages[found.clearest] ?? null;
    const stated = this.#statedBy(post.language);
    if (stated === null) return guess(post, found, heard);
    // One word that fits is chance.
    if (heard === null || found.speaks[found.clearest] !== 1) {
      const written = guess(post, found, null);
      return written === 'und' || sharesScript(written, stated.language)
        ? stated.language
        : guess(post, found, heard);
    }
    if (stated.own.includes(found.clearest)) return heard;
    return stated.varieties.get(heard) ?? this.#neighbourOf(found, stated) ?? heard;
  }

  #statedBy(tag: string | undefined): Stated | null {
    const primary = primaryTag(tag);
    if (primary === null) return null;
    const known = this.#stated.get(primary);
    if (known !== undefined) return known;
    const stated = this.#lookUp(primary);
    this.#stated.set(primary, stated);
    return stated;
  }

  #lookUp(primary: string): Stated | null {
    const { languages, joins } = this.#rules;
    const language = statedLanguage(primary, (tag) => languages.includes(tag) || joins.has(tag));
    if (language === null) return null;
    return {
      language,
      own: languages.flatMap((tag, at) => (isOf(tag, language) ? [at] : [])),
      varieties: new Map([...joins].flatMap(([tag, to]) => (isOf(tag, language) ? [[to, tag]] : []))),
    };
  }

  /** What is stated, where the post uses about as many words of it as of what is heard. */
  #neighbourOf(found: Found, { own }: Stated): string | undefined {
    if (own.length === 0) return undefined;
    const least = ABOUT_AS_CLEAR * wordsOf(found, found.clearest);
    const neighbour = own.find((at) => wordsOf(found, at) >= least);
    return neighbour === undefined ? undefined : this.#rules.languages[neighbour];
  }
}

function guess({ text }: ScorablePost, { text: normalised }: Found, heard: string | null): string {
  return guessLanguage({ text, normalised, heard });
}

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
