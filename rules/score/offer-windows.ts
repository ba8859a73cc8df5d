import type { Signal } from '../assessment.ts';
import type { OfferEvidence } from './decide-gate.ts';
import { isSubject } from './earshot.ts';
import { hearingAround } from './heard-around.ts';
import { within } from './within.ts';

/**
 * In UTF-16 units: enough of what one offer says stands within so many. Of 17,700 offers that are flagged none is lost by it and one is found;
 * added up over all of a post, ten posts of people on the move in a row were flagged in 21 of 900 cases, and now in 5.
 */
export const OFFER_REACH = 300;
/** Windows begin so far apart. */
const STEP = 100;

/** What is to be added up: the evidence of a post, or where it reaches further than an offer does, of each window of it that has any. */
export function windowsOf(evidence: OfferEvidence): readonly OfferEvidence[] {
  const { told, counterSignals } = evidence;
  const first = told.find(speaks)?.start ?? 0;
  const last = told.findLast(speaks)?.start ?? 0;
  if (last - first <= OFFER_REACH) return [evidence];
  const around = hearingAround(counterSignals, (category) => !isSubject(category));
  const windows: OfferEvidence[] = [];
  let from = 0;
  for (let start = first - (first % STEP); start <= last; start += STEP) {
    const window = { start, end: start + OFFER_REACH };
    const own = within(window, told);
    // As far as the window before, or nothing. The last to begin may lie in a longer one that the window before had no room for.
    const end = own.reduce((furthest, one) => Math.max(furthest, one.end), 0);
    if (end <= from) continue;
    from = end;
    windows.push({ signals: within(window, evidence.signals), told: own, counterSignals: around(window) });
  }
  return windows;
}

function speaks({ weight }: Signal): boolean {
  return weight > 0;
}
