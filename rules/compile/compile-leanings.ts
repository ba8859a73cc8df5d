import { LEANINGS, type Leaning } from '../leanings.ts';
import type { Pack } from '../schema.ts';
import { ANY_LANGUAGE, type LanguageIndex } from './element.ts';
import type { Lexicon } from './lexicon.ts';

/** The words of one language that say what a text leans toward: as one text, since few posts ask for them. */
export interface CompiledLeaning {
  /** `ANY_LANGUAGE` for signs, which count wherever they stand; a word counts where its language is the clearest. */
  readonly language: LanguageIndex;
  /** A word, or two side by side, a line. */
  readonly words: string;
  /** By line, in tenths of the logarithm of the odds. */
  readonly weights: Int32Array;
}

export type CompiledLeanings = Readonly<Record<Leaning, readonly CompiledLeaning[]>>;

/** A word that several files of a language list weighs what the first of them says; lint tells of it. */
export function compileLeanings(packs: readonly Pack[], lexicon: Lexicon): CompiledLeanings {
  const sorted = packs.toSorted((a, b) => (a.file < b.file ? -1 : 1));
  const [offer = [], call = []] = LEANINGS.map((toward) => compileLeaning(sorted, lexicon, toward));
  return { offer, call };
}

function compileLeaning(
  packs: readonly Pack[],
  lexicon: Lexicon,
  toward: Leaning,
): readonly CompiledLeaning[] {
  const known = new Map<LanguageIndex, Map<string, number>>();
  for (const { language, leanings } of packs) {
    const listed = Object.entries(leanings?.[toward] ?? {});
    if (listed.length === 0) continue;
    const index = lexicon.indexesOf([language])[0] ?? ANY_LANGUAGE;
    const own = known.get(index) ?? new Map<string, number>();
    known.set(index, own);
    for (const [words, weight] of listed) if (!own.has(words)) own.set(words, weight);
  }
  return [...known].map(([language, own]) => ({
    language,
    words: [...own.keys()].join('\n'),
    weights: Int32Array.from(own.values()),
  }));
}
