import type { Assessment, Signal, Span, TraceStep } from '../assessment.ts';
import type { Found } from '../match/found.ts';
import { type ClosedUp, closeUp } from '../text/close-up.ts';
import type { Normalised } from '../text/normalise.ts';
import { signEnd } from '../text/sign-end.ts';
import { EARSHOT } from './earshot.ts';
import { OFFER_REACH } from './offer-windows.ts';

/** So many units more than are read, and the same offer reaches further than an offer does; fewer are how people write. */
const MANY = 32;

/**
 * The post closed up, where so much lies between what was found that nothing is read of; null for nearly all posts. How near two words are
 * is counted in units of the post, and twenty signs that nobody sees behind each letter, or each letter twenty times, put the price of an
 * offer out of sight of its way: they hid 428 and 468 of 674 offers.
 */
export function closedUp({ hits, post, text }: Found): ClosedUp | null {
  if (hits.length < 2 || post.length <= EARSHOT) return null;
  let first = Number.POSITIVE_INFINITY;
  let end = 0;
  for (const hit of hits) {
    first = Math.min(first, hit.start);
    end = Math.max(end, hit.end);
  }
  if (!isPadded(text, first, end)) return null;
  const closed = closeUp(post);
  return post.length - closed.text.length < MANY ? null : closed;
}

/** In folded units: windows begin so far apart. */
const STEP = 100;

/**
 * Whether so many units are not read within any window of what is read from `first` up to `end` in which an offer is looked for. A long
 * post has some unread everywhere, and is not read twice for them.
 */
function isPadded({ from, to }: Normalised, first: number, end: number): boolean {
  for (let start = first; start < end; start += STEP) {
    const behind = Math.min(end, start + OFFER_REACH);
    const reach = (to[behind - 1] ?? 0) - (from[start] ?? 0);
    if (reach > EARSHOT && reach - (behind - start) >= MANY) return true;
  }
  return false;
}

/** An assessment of a post that was closed up, with what it found told where it stands in the post itself. */
export function inPlace(assessment: Assessment, { origin }: ClosedUp, post: string): Assessment {
  const spanOf = ({ start, end }: Span): Span => ({
    start: origin[start] ?? 0,
    end: signEnd(post, (origin[end - 1] ?? 0) + 1),
  });
  const placed = (signal: Signal): Signal => ({ ...signal, ...spanOf(signal) });
  const told = (step: TraceStep): TraceStep =>
    step.step === 'passage' ? { ...step, ...spanOf(step) } : step;
  return {
    ...assessment,
    signals: assessment.signals.map(placed),
    counterSignals: assessment.counterSignals.map(placed),
    trace: assessment.trace.map(told),
  };
}
