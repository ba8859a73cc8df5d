import type { Clock } from '../../queue/runtime/clock.ts';

/** Forms taken at once, and then per minute, from everybody together. */
const BURST = 40;
const PER_MINUTE = 30;

/** Bytes that are put down at once, and then per day, from everybody together: texts, and pictures beside them. */
const TEXTS_A_DAY = 64 * 2 ** 20;
const PICTURES_A_DAY = 256 * 2 ** 20;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * One bucket for all visitors: it needs to know nothing of anybody, and a flood costs at most what it lets through.
 * @returns takes one form; `false` when too many came
 */
export function createThrottle(clock: Clock): () => boolean {
  const take = createBucket(clock, BURST, PER_MINUTE / MINUTE_MS);
  return () => take(1);
}

/** Takes so many bytes; `false` when there is no room for them. */
export interface Room {
  texts(bytes: number): boolean;
  pictures(bytes: number): boolean;
}

/**
 * What strangers may fill of the disk: forms are few a minute, but each may be 16 MB, and is kept for half a year. Pictures have a
 * bucket of their own, so that no number of them keeps a text out.
 */
export function createRoom(clock: Clock): Room {
  return {
    texts: createBucket(clock, TEXTS_A_DAY, TEXTS_A_DAY / DAY_MS),
    pictures: createBucket(clock, PICTURES_A_DAY, PICTURES_A_DAY / DAY_MS),
  };
}

function createBucket(clock: Clock, most: number, perMs: number): (amount: number) => boolean {
  let left = most;
  let filledAt = clock.now();
  return (amount) => {
    const now = clock.now();
    left = Math.min(most, left + Math.max(0, now - filledAt) * perMs);
    filledAt = now;
    if (left < amount) return false;
    left -= amount;
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
