import { setTimeout as pause } from 'node:timers/promises';
import type { Worker } from 'bullmq';

/** The first pause while a store is away or fails, and the longest, ms. */
export const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2000;

/** The pause after one of so long, ms: the next try has had as little luck. */
export function longerThan(waitMs: number): number {
  return Math.min(waitMs * 2, LONGEST_WAIT_MS);
}

/** Waits for so long; handed in by tests alone. */
export type Pause = (ms: number) => Promise<unknown>;

/**
 * Where the store answers a request for the next job with a fault that is none of the connection (its disk or its memory is full), a
 * worker of BullMQ asks again at once: a thousand times a second, each with a line of the log, which fills the disk for good.
 * So whoever asks learns of the fault only after a while, which doubles as long as it goes on.
 */
export function askAgainLater(worker: Worker, wait: Pause = pause): void {
  // Protected in the library; a test asks for it on either store.
  const own = worker as unknown as { moveToActive(...args: unknown[]): Promise<unknown> };
  const take = own.moveToActive.bind(worker);
  let waitMs = FIRST_WAIT_MS;
  own.moveToActive = async (...args) => {
    try {
      const taken = await take(...args);
      waitMs = FIRST_WAIT_MS;
      return taken;
    } catch (error) {
      const ms = waitMs;
      waitMs = longerThan(ms);
      await wait(ms);
      throw error;
    }
  };
}
