import { procliticVariants } from '../compile/proclitics.ts';
import { splitTerm } from '../compile/split-term.ts';
import { CONCEPT_REFERENCE, type Pack, type Rule } from '../schema.ts';

/** Finds the entry of a pack behind words that a rule found. For explaining only: the scorer does not need to know. */
export class TermFinder {
  readonly #words = new Map<string, { term: string; language: string }[]>();
  readonly #found = new Map<string, string | null>();

  constructor(packs: readonly Pack[]) {
    for (const { language, words } of packs) {
      for (const [concept, terms] of Object.entries(words ?? {})) {
        const known = this.#words.get(`@${concept}`) ?? [];
        known.push(...terms.map((term) => ({ term, language })));
        this.#words.set(`@${concept}`, known);
      }
    }
  }

  /** `term`, or `term (@concept, language)`; null when no entry is spelled so, as for disguised words and sums. */
  termOf(rule: Rule, text: string): string | null {
    const key = `${rule.id}\0${text}`;
    let found = this.#found.get(key);
    if (found === undefined) {
      found = this.#search(rule, splitTerm(text));
      this.#found.set(key, found);
    }
    return found;
  }

  #search(rule: Rule, words: readonly string[]): string | null {
    for (const entry of rule.terms ?? []) {
      if (!CONCEPT_REFERENCE.test(entry)) {
        if (isSpelled(splitTerm(entry), words)) return entry;
        continue;
      }
      const listed = this.#words.get(entry)?.find(({ term }) => isSpelled(splitTerm(term), words));
      if (listed !== undefined) return `${listed.term} (${entry}, ${listed.language})`;
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
