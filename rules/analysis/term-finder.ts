import { procliticVariants } from '../compile/proclitics.ts';
import { splitTerm } from '../compile/split-term.ts';
import { CONCEPT_REFERENCE, type Pack, type Rule } from '../schema.ts';

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
  /** Made when it is first compared: most lists are never asked. */
  words: readonly string[] | null;
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
   * Null when no entry is spelled so, as for disguised words and sums.
   * @param language of the post: where lists of several languages have the same word, its own is named
   */
  entryOf(rule: Rule, text: string, language: string): Entry | null {
    const found = splitTerm(text);
    for (const entry of rule.terms ?? []) {
      if (!CONCEPT_REFERENCE.test(entry)) {
        if (isSpelled(splitTerm(entry), found)) return { term: entry, list: null };
        continue;
      }
      const listed = (this.#lists.get(entry) ?? []).filter((one) => {
        one.words ??= splitTerm(one.term);
        return isSpelled(one.words, found);
      });
      const [first] = listed;
      if (first === undefined) continue;
      const named = listed.find((one) => one.language === language) ?? first;
      return { term: named.term, list: { concept: entry, language: named.language } };
    }
    return null;
  }
}

/** Whether an entry of a pack is spelled as words that were found. */
export function isSpelled(wanted: readonly string[], words: readonly string[]): boolean {
  return (
    wanted.length === words.length &&
    wanted.every((word, at) => {
      const found = words[at] ?? '';
      return word.endsWith('*')
        ? found.startsWith(word.slice(0, -1))
        : procliticVariants(word).includes(found);
    })
  );
}
