import type { Span } from '../assessment.ts';
import type { OfferEvidence } from './decide-gate.ts';
import { isSubject } from './earshot.ts';
import { hearingAround } from './heard-around.ts';
import { within } from './within.ts';

/**
 * In UTF-16 units: all that one offer says stands within so many. Of 16,200 read offers that are flagged two reach further, 21 further than 400.
 * Added up over all of a post, five harmless posts in a row were flagged in 1 of 40 cases.
 */
const REACH = 300;
/** Windows begin so far apart; an offer of 500 lies in one of them. */
const STEP = 50;

/** What is to be added up: the evidence of a post, or where it reaches further than an offer does, of each window of it that has any. */
export function windowsOf(evidence: OfferEvidence): readonly OfferEvidence[] {
  const { told, counterSignals } = evidence;
  const first = told[0]?.start ?? 0;
  const last = told.at(-1)?.start ?? 0;
  if (last - first <= REACH) return [evidence];
  const around = hearingAround(counterSignals, (category) => !isSubject(category));
  const windows: OfferEvidence[] = [];
  let from = 0;
  for (let start = first - (first % STEP); start <= last; start += STEP) {
    const window = { start, end: start + REACH };
    const own = within(window, told);
    // As far as the window before, or nothing.
    const end = own.at(-1)?.end ?? 0;
    if (end <= from) continue;
    from = end;
    windows.push({ signals: within(window, evidence.signals), told: own, counterSignals: around(window) });
  }
  return windows;
}
