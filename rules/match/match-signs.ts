import { isProtectionKind } from '../categories.ts';
import type { Found, RuleHit } from './found.ts';
import { leaningHits } from './lean.ts';
import { askRules } from './match-rules.ts';

/**
 * Finds signs of need, of which a few must come together. Words for relatives, water and doctors are in one post of three,
 * so they are looked at only where what was touched can add up, or where a call for help may be weighed against other voices.
 */
export function matchSigns(found: Found): void {
  const appeal = appealOfNeed(found);
  if (appeal === null) return;
  askRules(found, found.compiled.signsOfList);
  for (const hit of appeal) found.hits.push(hit);
}

/** How a post leans in which signs of need are looked at, after all other rules were asked; null where they are not. */
export function appealOfNeed(found: Found): readonly RuleHit[] | null {
  const { needed, most } = found.needs;
  const points = pointsOf(found);
  const isNear = points >= needed || hasCall(found);
  if (!isNear && points < needed - most) return null;
  const appeal = leaningHits(found, 'call', 0);
  // Of 53,782 real posts 413 come near by no more than a lean may add, and hardly one of them leans: the others are not asked for signs.
  return isNear || appeal.length > 0 ? appeal : null;
}

/** What there is of them, wherever in the post; below 0 where none says what is wrong. */
function pointsOf({ lists, needs }: Found): number {
  const { ofList, met, points, isWrong } = needs;
  met.fill(0);
  let sum = 0;
  let wrong = 0;
  for (let i = 0; i < lists.touchedCount; i += 1) {
    const sign = ofList[lists.touched[i] ?? 0] ?? 0;
    if (sign === 0 || met[sign] === 1) continue;
    met[sign] = 1;
    sum += points[sign] ?? 0;
    wrong |= isWrong[sign] ?? 0;
  }
  return wrong === 1 ? sum : -1;
}

function hasCall({ hits, compiled }: Found): boolean {
  for (const { rule } of hits) {
    const category = compiled.rules[rule]?.category;
    if (category !== undefined && isProtectionKind(category)) return true;
  }
  return false;
}
