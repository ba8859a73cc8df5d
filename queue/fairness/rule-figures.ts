import type { RuleFigures } from '../contracts/fairness.ts';
import { type FlaggedItem, groupBy, isDecided } from './flagged.ts';
import { shareOf } from './intervals.ts';

/** What became of what each rule had a part in, all together and by language; those with most items first. */
export function ruleFigures(items: readonly FlaggedItem[]): RuleFigures[] {
  const byRule = groupBy(
    items.flatMap((item) => item.rules.map((rule) => ({ rule, item }))),
    ({ rule }) => rule,
  );
  return [...byRule]
    .map(([rule, told]) => {
      const own = told.map(({ item }) => item);
      const byLanguage = [...groupBy(own, ({ language }) => language)].map(([language, some]) => ({
        language,
        ...sharesOf(some),
      }));
      return {
        rule,
        items: own.length,
        ...sharesOf(own),
        byLanguage: byLanguage.sort(
          (a, b) => b.precision.n - a.precision.n || compare(a.language, b.language),
        ),
      };
    })
    .sort((a, b) => b.items - a.items || compare(a.rule, b.rule));
}

function sharesOf(items: readonly FlaggedItem[]) {
  const decided = items.filter(isDecided);
  const ended = (ending: string) => decided.filter((item) => item.ending === ending).length;
  return {
    precision: shareOf(ended('offer'), decided.length),
    falseFlags: shareOf(ended('not_offer'), decided.length),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}
