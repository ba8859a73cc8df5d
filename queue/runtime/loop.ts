import { messageOf } from './errors.ts';
import type { Logger } from './logger.ts';

export interface Loop {
  /** Runs again soon, at once if it rests. */
  nudge(): void;
  /** Waits for the run in progress and takes no further one. */
  close(): Promise<void>;
}

/** Nudges that come within this pause are answered by one run, ms: many small transactions are moved together. */
const GATHER_MS = 15;

/**
 * Repeats a piece of upkeep: the next run starts only after the last one settled, a failing run is logged and tried
 * again, and a nudge shortens the pause.
 */
export function startLoop(name: string, everyMs: number, logger: Logger, run: () => Promise<unknown>): Loop {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isNudged = false;
  let isClosed = false;

  function schedule(delayMs: number): void {
    if (isClosed) return;
    clearTimeout(timer);
    timer = setTimeout(start, delayMs);
  }

  function start(): void {
    isNudged = false;
    running = run()
      .catch((error: unknown) =>
        logger.warn({ loop: name, error: messageOf(error) }, 'upkeep failed, will be repeated'),
      )
      .then(() => {
        running = undefined;
        schedule(isNudged ? GATHER_MS : everyMs);
      });
  }

  schedule(0);
  return {
    nudge() {
      const isScheduled = isNudged;
      isNudged = true;
      if (running === undefined && !isScheduled) schedule(GATHER_MS);
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
