import type { Pack } from '../schema.ts';
import type { TermCollector } from './compile-terms.ts';
import { ANY_LANGUAGE, type LanguageIndex, OWNER } from './compiled-rules.ts';
import type { Lexicon } from './lexicon.ts';

/** More than any currency's index and any count of zeros. */
const LANGUAGE_STEP = 1024;

/** Adds the words of money, each with its language; answers the rate in euro by index of the currency. */
export function compileMoney(
  packs: readonly Pack[],
  collector: TermCollector,
  lexicon: Lexicon,
): readonly number[] {
  const rateOf = Object.assign({}, ...packs.map(({ rates }) => rates ?? {})) as Readonly<
    Record<string, number>
  >;
  const codes: string[] = [];
  for (const { language, money, words } of packs) {
    const index = lexicon.indexesOf([language])[0] ?? ANY_LANGUAGE;
    const add = (terms: readonly string[], owner: number, value: number) => {
      for (const term of terms)
        collector.add(term, { owner, group: groupOf(value, index), languages: [language] });
    };
    for (const [code, terms] of Object.entries(money?.currencies ?? {})) {
      if (!codes.includes(code)) codes.push(code);
      add(terms, OWNER.currency, codes.indexOf(code));
    }
    for (const [factor, terms] of Object.entries(money?.multipliers ?? {}))
      add(terms, OWNER.multiplier, factor.length - 1);
    add(words?.number ?? [], OWNER.numberWord, 0);
  }
  return codes.map((code) => rateOf[code] ?? 0);
}

/** A word of money is one number in a term: what it stands for, and whose word it is. */
function groupOf(value: number, language: LanguageIndex): number {
  return value + LANGUAGE_STEP * (language + 1);
}

/** Index of the currency, or count of zeros. */
export function moneyValue(group: number): number {
  return group % LANGUAGE_STEP;
}

/** -1 for codes and signs, which belong to every language. */
export function moneyLanguage(group: number): LanguageIndex {
  return Math.floor(group / LANGUAGE_STEP) - 1;
}
