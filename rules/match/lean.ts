import type { RuleLeaning } from '../leanings.ts';
import type { Found, RuleHit } from './found.ts';
import { type LeaningWindow, leaningWindows } from './leaning-windows.ts';
import { tellingWords, type WeighedWord, weighedRuns } from './weighed-words.ts';

/**
 * What rules find that go by how the words of a post lean toward offers: of each stretch of it that leans far enough, the words that say
 * most for it, in reading order.
 * @param least rules of fewer points are not asked
 */
export function leaningHits(found: Found, least: number): readonly RuleHit[] {
  const { rules, leaningRules } = found.compiled;
  const hits: RuleHit[] = [];
  let runs: readonly (readonly WeighedWord[])[] | null = null;
  for (const index of leaningRules) {
    const rule = rules[index];
    if (rule?.leaning?.toward !== 'offer' || rule.weight < least) continue;
    runs ??= weighedRuns(found, 'offer');
    for (const run of runs)
      for (const { start, end } of wordsFarEnough(run, rule.leaning)) hits.push({ rule: index, start, end });
  }
  return hits;
}

function wordsFarEnough(run: readonly WeighedWord[], leaning: RuleLeaning): readonly WeighedWord[] {
  const { least = Number.POSITIVE_INFINITY, known: fewest = 1 } = leaning;
  const told: WeighedWord[] = [];
  let best: LeaningWindow | null = null;
  const tell = () => {
    if (best !== null) told.push(...tellingWords(run.slice(best.from, best.to), true));
    best = null;
  };
  let behind = 0;
  for (const window of leaningWindows(run)) {
    if ((run[window.from]?.start ?? 0) >= behind) tell();
    const { lean, known } = window;
    if (lean < least || known < fewest || lean <= (best?.lean ?? Number.NEGATIVE_INFINITY)) continue;
    best = window;
    behind = run[window.to - 1]?.end ?? 0;
  }
  tell();
  return told;
}
