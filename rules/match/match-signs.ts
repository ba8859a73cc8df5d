import { isProtectionKind } from '../categories.ts';
import type { Found } from './found.ts';
import { leaningHits } from './lean.ts';
import { askRules } from './match-rules.ts';

/**
 * Finds signs of need, of which a few must come together. Words for relatives, water and doctors are in one post of three,
 * so they are looked at only where what was touched can add up, or where a call for help may be weighed against other voices.
 */
export function matchSigns(found: Found): void {
  if (!mayBeInNeed(found)) return;
  askRules(found, found.compiled.signsOfList);
  for (const hit of leaningHits(found, 'call', 0)) found.hits.push(hit);
}

/** Whether signs of need are looked at in a post that all other rules were asked about. */
export function mayBeInNeed(found: Found): boolean {
  const { needed, most } = found.needs;
  const points = pointsOf(found);
  if (points >= needed || hasCall(found)) return true;
  // Of 53,782 real posts 413 come so near, and hardly one of them leans toward a call: the others are not asked for signs.
  return points >= needed - most && leaningHits(found, 'call', 0).length > 0;
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
