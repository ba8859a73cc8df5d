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
  return canAddUp(found) || hasCall(found);
}

/** Whether there is enough of them, wherever in the post, with what all of its words may add. */
function canAddUp({ lists, needs }: Found): boolean {
  const { ofList, met, points, isWrong, needed } = needs;
  met.fill(0);
  let sum = needs.most;
  let wrong = 0;
  for (let i = 0; i < lists.touchedCount; i += 1) {
    const sign = ofList[lists.touched[i] ?? 0] ?? 0;
    if (sign === 0 || met[sign] === 1) continue;
    met[sign] = 1;
    sum += points[sign] ?? 0;
    wrong |= isWrong[sign] ?? 0;
  }
  return wrong === 1 && sum >= needed;
}

function hasCall({ hits, compiled }: Found): boolean {
  for (const { rule } of hits) {
    const category = compiled.rules[rule]?.category;
    if (category !== undefined && isProtectionKind(category)) return true;
  }
  return false;
}
