import type { Page } from 'playwright-core';
import type { Clock } from '../../../queue/runtime/clock.ts';

/** No post has to be read for longer before a judgment on it is taken. */
export const READ_MS = 25_000;

const TIMES = new WeakMap<Page, (ms: number) => Promise<void>>();

/** The time of this machine, which a test may move on. */
export class OwnTime implements Clock {
  #shiftMs = 0;

  now(): number {
    return Date.now() + this.#shiftMs;
  }

  /** Timers of the page follow it from here on. */
  async give(page: Page): Promise<void> {
    await page.clock.install();
    TIMES.set(page, async (ms) => {
      this.#shiftMs += ms;
      await page.clock.fastForward(ms);
    });
  }
}

/**
 * As long goes by as anybody has to read a post, for the page and what serves it. Where they have no time of their own nothing
 * happens, and whoever waits then waits for as long.
 */
export async function haveRead(page: Page): Promise<void> {
  await TIMES.get(page)?.(READ_MS);
}
