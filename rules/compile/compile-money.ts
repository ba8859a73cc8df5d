import type { Pack } from '../schema.ts';
import type { TermCollector } from './compile-terms.ts';
import { OWNER } from './compiled-rules.ts';
import { ANY_LANGUAGE } from './element.ts';
import type { Lexicon } from './lexicon.ts';
import { withSecondSpellings } from './second-spelling.ts';

/**
 * Adds the words of money, each with its language; answers the code and the rate in euro by index of the currency, and the rate of
 * the currency at home by language (0 for none).
 */
export function compileMoney(
  packs: readonly Pack[],
  collector: TermCollector,
  lexicon: Lexicon,
): {
  readonly codes: readonly string[];
  readonly rates: readonly number[];
  readonly homeRates: readonly number[];
} {
  const rateOf = Object.assign({}, ...packs.map(({ rates }) => rates ?? {})) as Readonly<
    Record<string, number>
  >;
  const codes: string[] = [];
  const homeRates = lexicon.languages.map(() => 0);
  for (const { language, money, words } of packs) {
    const index = lexicon.indexesOf([language])[0] ?? ANY_LANGUAGE;
    const add = (terms: readonly string[], owner: number, value: number) => {
      for (const term of withSecondSpellings(terms, language))
        collector.add(term, {
          owner,
          group: value,
          languages: [language],
          language: index,
        });
    };
    if (money?.home !== undefined) homeRates[index] = rateOf[money.home] ?? 0;
    for (const [code, terms] of Object.entries(money?.currencies ?? {})) {
      if (!codes.includes(code)) codes.push(code);
      add(terms, OWNER.currency, codes.indexOf(code));
    }
    for (const [factor, terms] of Object.entries(money?.multipliers ?? {}))
      add(terms, OWNER.multiplier, factor.length - 1);
    add(words?.number ?? [], OWNER.numberWord, 0);
  }
  return { codes, rates: codes.map((code) => rateOf[code] ?? 0), homeRates };
}
