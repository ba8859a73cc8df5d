import type { Clock } from '../../queue/runtime/clock.ts';

/** Forms taken at once, and then per minute, from everybody together. */
const BURST = 40;
const PER_MINUTE = 30;

/**
 * One bucket for all visitors: it needs to know nothing of anybody, and a flood costs at most what it lets through.
 * @returns takes one form; `false` when too many came
 */
export function createThrottle(clock: Clock): () => boolean {
  let left = BURST;
  let filledAt = clock.now();
  return () => {
    const now = clock.now();
    left = Math.min(BURST, left + (Math.max(0, now - filledAt) / 60_000) * PER_MINUTE);
    filledAt = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}

/** Runs one after the other: each takes 32 MiB, so a flood of receipts may not run all at once. */
export function oneAtATime(): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const result = last.then(run);
    last = result.catch(() => undefined);
    return result;
  };
}
