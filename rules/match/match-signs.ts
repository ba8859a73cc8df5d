import { isProtectionKind } from '../categories.ts';
import type { Appeal } from './appeal.ts';
import { findAppeals } from './find-appeals.ts';
import type { Found } from './found.ts';
import { askRules } from './match-rules.ts';

/**
 * Finds signs of need, of which a few must come together, and how the post leans. Words for relatives, water and doctors are in one
 * post of three, so they are looked at only where what was touched can add up, or where there is a call for help to be weighed.
 */
export function matchSigns(found: Found): void {
  const appeals = appealsBesideSigns(found);
  if (appeals === null) return;
  found.appeals = appeals;
  askRules(found, found.compiled.signsOfList);
}

/** How a post leans in which signs of need are looked at, after all other rules were asked; null where they are not. */
export function appealsBesideSigns(found: Found): readonly Appeal[] | null {
  const { needed, most } = found.needs;
  const points = pointsOf(found);
  const isNear = points >= needed || hasCall(found);
  if (!isNear && points < needed - most) return null;
  const appeals = findAppeals(found);
  // Of 53,782 real posts 631 come near by no more than a lean may add, and hardly one leans so far: the others are not asked for signs.
  return isNear || appeals.some((appeal) => points + appeal.points >= needed) ? appeals : null;
}

/** One sign by itself is in everybody's talk. */
export const FEWEST_SIGNS = 2;

/** What there is of them, wherever in the post; below 0 of fewer than two, and where none says what is wrong. */
function pointsOf({ lists, needs }: Found): number {
  const { ofList, met, points, isWrong, signs: counts } = needs;
  met.fill(0);
  let sum = 0;
  let signs = 0;
  let wrong = 0;
  for (let i = 0; i < lists.touchedCount; i += 1) {
    const sign = ofList[lists.touched[i] ?? 0] ?? 0;
    if (sign === 0 || met[sign] === 1) continue;
    met[sign] = 1;
    sum += points[sign] ?? 0;
    signs += counts[sign] ?? 0;
    wrong |= isWrong[sign] ?? 0;
  }
  return signs < FEWEST_SIGNS || wrong === 0 ? -1 : sum;
}

function hasCall({ hits, compiled }: Found): boolean {
  for (const { rule } of hits) {
    const category = compiled.rules[rule]?.category;
    if (category !== undefined && isProtectionKind(category)) return true;
  }
  return false;
}
