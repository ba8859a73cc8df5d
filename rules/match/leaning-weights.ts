import type { CompiledLeaning } from '../compile/compile-leanings.ts';
import { ANY_LANGUAGE, type LanguageIndex } from '../compile/element.ts';

/** What a word says, by itself and with the one behind it, in tenths of the logarithm of the odds. */
interface Says {
  alone: number | undefined;
  readonly before: Map<string, number>;
}

type Words = ReadonlyMap<string, Says>;

const NONE: Words = new Map();

/** What words say, laid out so that a post of twenty thousand of them makes no text of any two. */
export class LeaningWeights {
  readonly #signs: Words;
  readonly #byLanguage: ReadonlyMap<LanguageIndex, Words>;

  constructor(leanings: readonly CompiledLeaning[]) {
    const all = new Map(leanings.map((one) => [one.language, layOut(one)]));
    this.#signs = all.get(ANY_LANGUAGE) ?? NONE;
    this.#byLanguage = all;
  }

  /** What a word says, where it stands in a language. */
  of(language: LanguageIndex, word: string): Says | undefined {
    return this.#byLanguage.get(language)?.get(word);
  }

  /** What a sign says in any language, where that says nothing of it. */
  ofSign(word: string): Says | undefined {
    return this.#signs.get(word);
  }
}

function layOut({ words, weights }: CompiledLeaning): Words {
  const laidOut = new Map<string, Says>();
  words.split('\n').forEach((line, at) => {
    const [first = '', second] = line.split(' ');
    const says = laidOut.get(first) ?? { alone: undefined, before: new Map<string, number>() };
    laidOut.set(first, says);
    if (second === undefined) says.alone = weights[at];
    else says.before.set(second, weights[at] ?? 0);
  });
  return laidOut;
}
