import { procliticVariants } from '../compile/proclitics.ts';
import { withSecondSpellings } from '../compile/second-spelling.ts';
import { splitTerm } from '../compile/split-term.ts';
import { CONCEPT_REFERENCE, type Pack, type Rule } from '../schema.ts';

/** What each word of a finding was read as: any of these. */
type Readings = readonly (readonly string[])[];

/** Finds the entry of a pack behind words that a rule found. For explaining only: the scorer does not need to know. */
export class TermFinder {
  readonly #words = new Map<string, { term: string; language: string }[]>();
  /** By term and language, the words of each of its spellings: a concept has thousands of terms. */
  readonly #split = new Map<string, readonly (readonly string[])[]>();
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

  /** `term`, or `term (@concept, language)`; null when no entry is read so, as for sums, routes and what a pattern found. */
  termOf(rule: Rule, words: Readings): string | null {
    const key = `${rule.id}\0${JSON.stringify(words)}`;
    let found = this.#found.get(key);
    if (found === undefined) {
      found = this.#search(rule, words);
      this.#found.set(key, found);
    }
    return found;
  }

  #search({ terms = [], languages }: Rule, words: Readings): string | null {
    for (const entry of terms) {
      if (!CONCEPT_REFERENCE.test(entry)) {
        if (this.#isTermOf(entry, languages === 'all' ? '' : languages[0], words)) return entry;
        continue;
      }
      const listed = this.#words
        .get(entry)
        ?.find(({ term, language }) => this.#isTermOf(term, language, words));
      if (listed !== undefined) return `${listed.term} (${entry}, ${listed.language})`;
    }
    return null;
  }

  #isTermOf(term: string, language: string | undefined, words: Readings): boolean {
    const key = `${language}\0${term}`;
    let spellings = this.#split.get(key);
    if (spellings === undefined) {
      spellings = withSecondSpellings([term], language).map(splitTerm);
      this.#split.set(key, spellings);
    }
    return spellings.some((wanted) => isRead(wanted, words));
  }
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

function isWord(wanted: string, found: string): boolean {
  return wanted.endsWith('*')
    ? found.startsWith(wanted.slice(0, -1))
    : procliticVariants(wanted).includes(found);
}
