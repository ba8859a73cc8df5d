import type { CaptureReason } from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';

/** Why an attempt came to no capture, and whether another may. */
export interface CaptureFault {
  readonly reason: CaptureReason;
  readonly isFinal: boolean;
  /** What it takes is not to be had here: that says nothing about the page. */
  readonly isOurs: boolean;
  /** The host asked to be left alone for so long, ms. */
  readonly retryAfterMs: number;
}

const NOT_AUTHORISED: readonly unknown[] = [
  ...['disabled', 'suspended', 'no-assessment', 'placeholder', 'not-started', 'expired', 'review-overdue'],
];
/** Decisions about an address, which the next attempt would meet again, and what is not undone. */
const FINAL: ReadonlySet<CaptureReason> = new Set([
  ...(['import', 'no-address', 'out-of-scope', 'robots', 'gone', 'too-large'] as const),
  ...(['text-gone', 'protected', 'interrupted'] as const),
]);
/** Somebody of the unit lifts, renews, mends or brings back what is missing, and may need days for it. */
const OURS: ReadonlySet<CaptureReason> = new Set([
  ...(['no-browser', 'store', 'not-authorised', 'no-key', 'source-removed'] as const),
]);

/**
 * What a failed attempt means for the capture.
 * @throws the error itself when it says nothing about page or store: the records are down, or the program is wrong
 */
export function faultOf(error: unknown): CaptureFault {
  if (!(error instanceof AppError)) throw error;
  const { retryAfterMs } = error.details;
  return faultBy(reasonOf(error), typeof retryAfterMs === 'number' ? retryAfterMs : 0);
}

/** What a reason means for the capture. */
export function faultBy(reason: CaptureReason, retryAfterMs = 0): CaptureFault {
  return { reason, isFinal: FINAL.has(reason), isOurs: OURS.has(reason), retryAfterMs };
}

function reasonOf(error: AppError): CaptureReason {
  const { reason, status } = error.details;
  switch (error.code) {
    case 'browser.none':
      return 'no-browser';
    case 'evidence.unreadable':
    case 'evidence.unwritable':
    case 'evidence.missing':
    case 'evidence.altered':
      return 'store';
    case 'source.blocked':
      return reason === 'token' ? 'no-key' : 'blocked';
    case 'source.refused':
      if (reason === 'import' || reason === 'robots') return reason;
      if (reason === 'api-key') return 'no-key';
      return NOT_AUTHORISED.includes(reason) ? 'not-authorised' : 'out-of-scope';
    case 'source.changed':
      if (status === 404 || status === 410 || reason === 'gone') return 'gone';
      return reason === 'too-large' ? 'too-large' : 'changed';
    case 'source.unreachable':
      if (reason === 'deadline') return 'timeout';
      return reason === 'browser' || reason === 'crash' ? 'browser' : 'unreachable';
    default:
      throw error;
  }
}

/** Attempts that end with a fault of the page; a capture that still has none then is given up. */
const MAX_FAULTS = 6;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 6 * 3_600_000;

/** An attempt, and how many before it ended with a fault of the page. */
export interface Attempt {
  readonly attempt: number;
  readonly faults: number;
}

/**
 * When the next attempt is made, after this one failed; `null`: not any more. Four times as long each time, with jitter, and
 * not before the host wants us back: 1 min, 4 min, 16 min, about 1 h, about 4 h. What cut an attempt off counts for none of these.
 * For want of a browser, a store, a key or leave to ask there is always a next one, about 6 h later, until the text goes; the page has
 * its six all the same.
 * @param random from 0 to 1
 */
export function nextAttempt(
  fault: Pick<CaptureFault, 'isFinal' | 'isOurs' | 'retryAfterMs'>,
  { attempt, faults }: Attempt,
  now: Date,
  random: number,
): Date | null {
  const isLast = !fault.isOurs && faults + 1 >= MAX_FAULTS;
  if (fault.isFinal || isLast) return null;
  const before = fault.isOurs ? attempt - 1 : faults;
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 4 ** before) * (0.75 + random / 2);
  return new Date(now.getTime() + Math.max(pauseMs, fault.retryAfterMs));
}
