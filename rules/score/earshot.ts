import type { Signal } from '../assessment.ts';
import type { Category } from '../categories.ts';
import { firstFrom } from '../text/first-from.ts';

/** What may be told in one post beside an offer and have nothing to do with it: a lost bag, a course, a barbecue. */
const SUBJECTS: ReadonlySet<Category> = new Set([
  'aid',
  'licensed-travel',
  'freight',
  'commerce',
  'fiction',
  'seeker',
]);
export function isSubject(category: Category): boolean {
  return SUBJECTS.has(category);
}

/** In UTF-16 units: a sentence or two. 160 lost six offers of 1,980 that had a cat or a recipe in the same post, and spared nobody. */
export const EARSHOT = 110;
/** From this weight on a sign may be the heart of an offer; lighter ones ("on Tuesday") stand everywhere. */
export const HEART = 3;

/**
 * Counter-signals that can be meant for the offer. Who hides one in the news of a group tells of much else, so another
 * subject speaks against an offer only from near by; whoever warns, reports or refuses speaks of the whole post. What a rule on
 * hold found is told all the same and heard from: a hold must not take a counter-signal out of earshot. Both lists are in reading order.
 */
export function withinEarshot(counters: readonly Signal[], told: readonly Signal[]): readonly Signal[] {
  if (!isLong(counters, told)) return counters;
  const heart = told.filter(({ weight }) => weight >= HEART);
  if (heart.length === 0) return counters;
  const reach = reachOf(heart);
  return counters.filter((counter) => !SUBJECTS.has(counter.category) || isNear(counter, heart, reach));
}

/** Whether anything found can be out of earshot. */
function isLong(counters: readonly Signal[], signals: readonly Signal[]): boolean {
  const first = Math.min(counters[0]?.start ?? 0, signals[0]?.start ?? 0);
  return Math.max(counters.at(-1)?.start ?? 0, signals.at(-1)?.start ?? 0) - first > EARSHOT;
}

/** By signal, where the last of it and all before it ends, so that of many only one has to be looked at. */
function reachOf(signals: readonly Signal[]): readonly number[] {
  let end = 0;
  return signals.map((signal) => {
    end = Math.max(end, signal.end);
    return end;
  });
}

function isNear({ start, end }: Signal, heart: readonly Signal[], reach: readonly number[]): boolean {
  const begun = firstFrom(heart, end + EARSHOT + 1);
  return begun > 0 && (reach[begun - 1] ?? 0) >= start - EARSHOT;
}
