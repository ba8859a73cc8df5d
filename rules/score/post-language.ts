import type { ScorablePost } from '../assessment.ts';
import type { CompiledRules } from '../compile/compiled-rules.ts';
import type { LanguageIndex } from '../compile/element.ts';
import type { Found } from '../match/found.ts';
import type { Meanings } from '../match/meanings.ts';
import { guessLanguage } from '../text/guess-language.ts';
import { letterGroup } from '../text/letter-group.ts';
import { primaryTag, sharesScript, statedLanguage } from './stated-language.ts';

/** Of two neighbours that share this much of a post, the source may know better which it is. */
const ABOUT_AS_CLEAR = 0.9;
/**
 * A language that uses a larger part of a post's words is no mere neighbour of it. Offers and calls for help are known by nine words
 * of ten, and by three of four at least; those in Bulgarian or Dutch have half their words in common with Russian or English.
 */
const SURE = 2 / 3;

/** A language that sources state, and those of the packs that are it, in whatever script: "fa-Latn" is of "fa". */
interface Stated {
  readonly language: string;
  readonly own: readonly LanguageIndex[];
  /** Its varieties, by the language that the packs count them with. */
  readonly varieties: ReadonlyMap<string, string>;
}

/** Whether no pack has words of it, so that its neighbours alone can be heard in its posts. */
function isUnheardOf({ own, varieties }: Stated): boolean {
  return own.length === 0 && varieties.size === 0;
}

/**
 * The language of a post, by which it is given to somebody who reads it. What is heard goes before what its source or page states:
 * pages of an Arabic forum say "en" because their template does. What is stated decides between neighbours and varieties, where
 * no pack has words of it and nothing is surely heard, and where nothing is heard but the letters, if it is written in these.
 */
export class PostLanguages {
  readonly #rules: CompiledRules;
  /** By primary tag, of which there are few: sources state the same of every post, and looking it up took half as long as scoring. */
  readonly #stated = new Map<string, Stated | null>();

  constructor(rules: CompiledRules) {
    this.#rules = rules;
  }

  languageOf(post: ScorablePost, found: Found): string {
    // One word that fits is chance: whoever reads the first language that has it need not read the post.
    const heard = found.speaks[found.clearest] === 1 ? this.#rules.languages[found.clearest] : undefined;
    const stated = this.#statedBy(post.language);
    if (heard === undefined) {
      const written = guessLanguage({ text: post.text, normalised: found.text });
      if (stated === null) return written;
      const isWritten = written === 'und' || sharesScript(written, stated.language, post.language);
      return isWritten ? stated.language : written;
    }
    if (stated === null || stated.own.includes(found.clearest)) return heard;
    if (isUnheardOf(stated))
      return sharesScript(heard, stated.language, post.language) && !isSure(found) ? stated.language : heard;
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
    const least = ABOUT_AS_CLEAR * wordsOf(found, found.clearest);
    const neighbour = own.find((at) => wordsOf(found, at) >= least);
    return neighbour === undefined ? undefined : this.#rules.languages[neighbour];
  }
}

function isOf(tag: string, language: string): boolean {
  return tag.split('-')[0] === language;
}

/** How many words of the post a language uses; numbers and emoji are words of none. */
function wordsOf({ meanings }: Found, language: LanguageIndex): number {
  let count = 0;
  for (let i = 0; i < meanings.knownCount; i += 1) if (isWordOf(meanings, i, language)) count += 1;
  return count;
}

function isWordOf({ languages, languageWords, script }: Meanings, known: number, language: number): boolean {
  const bits = languages[known * languageWords + (language >> 5)] ?? 0;
  return script[known] !== 0 && (bits & (1 << (language & 31))) !== 0;
}

/** Whether most of the words in the letters of the clearest language are its own; handles and links are no words. */
function isSure({ meanings, clearest, tokens, text, addresses }: Found): boolean {
  let own = 0;
  let letters = 0;
  for (let i = 0; i < meanings.knownCount; i += 1) {
    if (!isWordOf(meanings, i, clearest)) continue;
    own += 1;
    letters |= 1 << (meanings.script[i] ?? 0);
  }
  const named = new Set(addresses);
  let all = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const group = letterGroup(text.units[tokens.start[at] ?? 0] ?? 0);
    if ((letters & (1 << group)) !== 0 && !named.has(at)) all += 1;
  }
  return own > SURE * all;
}
