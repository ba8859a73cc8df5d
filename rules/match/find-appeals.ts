import type { RuleLeaning } from '../leanings.ts';
import type { Appeal } from './appeal.ts';
import type { Found } from './found.ts';
import { LEANING_REACH, leaningWindows } from './leaning-windows.ts';
import { tellingWords, type WeighedWord, weighedRuns } from './weighed-words.ts';

/** In units: stretches begin so far from one another at least, so that a long post is not told by each of its words. */
const STRIDE = 70;

/** How the stretches of a post lean toward calls for help, by where they begin. Of few known words nothing is told: their sum is chance. */
export function findAppeals(found: Found): readonly Appeal[] {
  const { rules, leaningRules } = found.compiled;
  const appeals: Appeal[] = [];
  let runs: readonly (readonly WeighedWord[])[] | null = null;
  for (const index of leaningRules) {
    const rule = rules[index];
    if (rule?.leaning?.toward !== 'call') continue;
    runs ??= weighedRuns(found, 'call');
    for (const run of runs) {
      let next = 0;
      for (const { from, to, lean, known } of leaningWindows(run)) {
        const start = run[from]?.start ?? 0;
        if ((start < next && to < run.length) || known < (rule.leaning.known ?? 1)) continue;
        next = start + STRIDE;
        const points = pointsOf(rule.leaning, rule.weight, lean);
        const words = () => tellingWords(run.slice(from, to), points > 0);
        // What stands behind its last known word is said in the same breath.
        const end = Math.min(found.text.length, start + LEANING_REACH);
        appeals.push({ rule: index, start, end, points, words });
      }
    }
  }
  return appeals.sort((one, other) => one.start - other.start);
}

/** @param most the points that the rule adds at most */
function pointsOf({ least, degrees }: RuleLeaning, most: number, lean: number): number {
  if (degrees === undefined) return lean >= (least ?? Number.POSITIVE_INFINITY) ? most : 0;
  const { even, step, against } = degrees;
  return Math.min(most, Math.max(-against, Math.round((lean - even) / step)));
}
