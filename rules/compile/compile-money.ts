import type { Pack } from '../schema.ts';
import type { TermCollector } from './compile-terms.ts';
import { OWNER } from './compiled-rules.ts';

/** Adds the words of money; answers the rate in euro by index of the currency. */
export function compileMoney(packs: readonly Pack[], collector: TermCollector): readonly number[] {
  const rateOf = Object.assign({}, ...packs.map(({ rates }) => rates ?? {})) as Readonly<
    Record<string, number>
  >;
  const codes: string[] = [];
  for (const { money, words } of packs) {
    for (const [code, terms] of Object.entries(money?.currencies ?? {})) {
      let index = codes.indexOf(code);
      if (index < 0) index = codes.push(code) - 1;
      for (const term of terms) collector.add(term, { owner: OWNER.currency, group: index, languages: [] });
    }
    for (const [factor, terms] of Object.entries(money?.multipliers ?? {})) {
      const zeros = factor.length - 1;
      for (const term of terms) collector.add(term, { owner: OWNER.multiplier, group: zeros, languages: [] });
    }
    for (const term of words?.['number'] ?? [])
      collector.add(term, { owner: OWNER.numberWord, group: 0, languages: [] });
  }
  return codes.map((code) => rateOf[code] ?? 0);
}
