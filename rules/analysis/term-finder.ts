import { procliticVariants } from '../compile/proclitics.ts';
import { withSecondSpellings } from '../compile/second-spelling.ts';
import { splitTerm } from '../compile/split-term.ts';
import { CONCEPT_REFERENCE, type Pack, type Rule } from '../schema.ts';

/** What each word of a finding was read as: any of these. */
export type Readings = readonly (readonly string[])[];

/** An entry of a pack that words of a post are read as. */
export interface Entry {
  readonly term: string;
  /** The list it stands in, and of which language; null where the rule itself names it. */
  readonly list: { readonly concept: string; readonly language: string } | null;
}

/** `term`, or `term (@concept, language)`. */
export function entryName({ term, list }: Entry): string {
  return list === null ? term : `${term} (${list.concept}, ${list.language})`;
}

interface ListedTerm {
  readonly term: string;
  readonly language: string;
  /** Of each of its spellings; made when it is first compared: most lists are never asked. */
  words: readonly (readonly string[])[] | null;
}

/**
 * Finds the entry of a pack behind words that a rule found. For explaining only: the scorer does not need to know. It keeps
 * nothing of the posts it was asked about.
 */
export class TermFinder {
  readonly #lists = new Map<string, ListedTerm[]>();

  constructor(packs: readonly Pack[]) {
    for (const { language, words } of packs) {
      for (const [concept, terms] of Object.entries(words ?? {})) {
        const known = this.#lists.get(`@${concept}`) ?? [];
        known.push(...terms.map((term) => ({ term, language, words: null })));
        this.#lists.set(`@${concept}`, known);
      }
    }
  }

  /**
   * Null when no entry is read so, as for sums, routes and what a pattern found.
   * @param language of the post: where lists of several languages have the same word, its own is named
   */
  entryOf({ terms = [], languages }: Rule, words: Readings, language: string): Entry | null {
    for (const entry of terms) {
      if (!CONCEPT_REFERENCE.test(entry)) {
        const own = spellingsOf(entry, languages === 'all' ? undefined : languages[0]);
        if (own.some((wanted) => isRead(wanted, words))) return { term: entry, list: null };
        continue;
      }
      const listed = this.#lists.get(entry) ?? [];
      const isIt = (one: ListedTerm) => {
        one.words ??= spellingsOf(one.term, one.language);
        return one.words.some((wanted) => isRead(wanted, words));
      };
      const named = listed.find((one) => one.language === language && isIt(one)) ?? listed.find(isIt);
      if (named !== undefined)
        return { term: named.term, list: { concept: entry, language: named.language } };
    }
    return null;
  }
}

function spellingsOf(term: string, language: string | undefined): readonly (readonly string[])[] {
  return withSecondSpellings([term], language).map(splitTerm);
}

/** Whether an entry of a pack is spelled as words that were found. */
export function isSpelled(wanted: readonly string[], words: readonly string[]): boolean {
  return wanted.length === words.length && wanted.every((word, at) => isWord(word, words[at] ?? ''));
}

/** The same for words as they were read; pieces that a sign parts ("là-bas") may have been read as one. */
function isRead(wanted: readonly string[], words: Readings): boolean {
  if (wanted.length < words.length) return false;
  const [first, ...others] = words;
  if (first === undefined) return wanted.length === 0;
  for (let pieces = 1; pieces <= wanted.length - others.length; pieces += 1) {
    const word = wanted.slice(0, pieces).join('');
    if (first.some((reading) => isWord(word, reading)) && isRead(wanted.slice(pieces), others)) return true;
  }
  return false;
}

/** However a word is spelled with its proclitics, it ends as it does without; most words are told apart by that. */
const LETTERS_OF_THE_END = 3;

function isWord(wanted: string, found: string): boolean {
  if (wanted.endsWith('*')) return found.startsWith(wanted.slice(0, -1));
  return found.endsWith(wanted.slice(-LETTERS_OF_THE_END)) && procliticVariants(wanted).includes(found);
}
