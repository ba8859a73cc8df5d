import type { Category } from '../categories.ts';
import type { LocatedPack } from '../load/parse-packs.ts';
import { CONCEPT_REFERENCE, type Pack } from '../schema.ts';

/** One term as a pack lists it. */
export interface ListedTerm {
  readonly term: string;
  readonly file: string;
  readonly language: string;
  readonly path: readonly PropertyKey[];
  /** The list it stands in: terms of one list mean the same. */
  readonly list: string;
  /** The category of the rule that it is enough for by itself, where there is one. */
  readonly category: Category | null;
}

/** Several lints ask for the same list, of some hundred thousand terms in the shipped packs. */
const known = new WeakMap<Pack, readonly ListedTerm[]>();

/** Every term of a pack: of its rules, its words, its money. Places and references to concepts are left out. */
export function listedTerms({ pack }: LocatedPack): readonly ListedTerm[] {
  const before = known.get(pack);
  if (before !== undefined) return before;
  const listed = termsIn(pack);
  known.set(pack, listed);
  return listed;
}

function termsIn(pack: Pack): readonly ListedTerm[] {
  const { file, language } = pack;
  const found: ListedTerm[] = [];
  const add = (terms: readonly string[], at: Omit<ListedTerm, 'term' | 'file' | 'language'>) => {
    terms.forEach((term, i) => {
      if (CONCEPT_REFERENCE.test(term)) return;
      const { list, category } = at;
      found.push({ term, file, language, list, category, path: [...at.path, i] });
    });
  };
  pack.rules.forEach(({ id, category, terms, with: companions, without }, at) => {
    // With companions the same word says something else.
    const isBare = companions === undefined && without === undefined;
    add(terms ?? [], {
      path: ['rules', at, 'terms'],
      list: `${id} terms`,
      category: isBare ? category : null,
    });
    (companions ?? []).forEach((group, i) => {
      add(group, { path: ['rules', at, 'with', i], list: `${id} with ${i}`, category: null });
    });
    add(without ?? [], { path: ['rules', at, 'without'], list: `${id} without`, category: null });
  });
  for (const [concept, terms] of Object.entries(pack.words ?? {}))
    add(terms, { path: ['words', concept], list: `@${concept}`, category: null });
  for (const [zeros, terms] of Object.entries(pack.money?.multipliers ?? {}))
    add(terms, { path: ['money', 'multipliers', zeros], list: `times ${zeros}`, category: null });
  return found;
}
