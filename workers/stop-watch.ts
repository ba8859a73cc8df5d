import type { Kysely } from 'kysely';
import type { Logger } from '../queue/runtime/logger.ts';
import { type Loop, startLoop } from '../queue/runtime/loop.ts';
import { isRefusedByStop, readStop, type Schema, type Stop, stoppedError } from '../queue/storage/index.ts';

export interface StopWatch {
  /** The stop in force as it was seen last, half a second ago at most. */
  stop(): Stop | null;
  /**
   * Runs a piece of collecting or scoring, and ends it when a stop comes. The records refuse whatever it still tries to
   * write, so work that does not listen to its signal is left behind after a short grace.
   * @throws AppError `work.stopped`, and what the work throws
   */
  run<T>(work: (stopping: AbortSignal) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface StopWatchOptions {
  readonly db: Kysely<Schema>;
  readonly logger: Logger;
  /** Aborted when the process itself stops. */
  readonly stopping: AbortSignal;
}

/** With the grace this is 3.5 s at most from the stop to the end of a job, of the 5 s that are promised. */
const LOOK_MS = 500;
const GRACE_MS = 3000;

/** Looks for the stop control on behalf of one process. */
export async function startStopWatch({ db, logger, stopping }: StopWatchOptions): Promise<StopWatch> {
  const running = new Set<Running>();
  let seen = await readStop(db);
  if (seen !== null)
    logger.warn({ since: seen.stoppedAt, by: seen.stoppedBy }, 'collecting and scoring are stopped');

  async function look(): Promise<void> {
    const before = seen;
    seen = await readStop(db);
    if (seen !== null && before === null) {
      logger.warn({ since: seen.stoppedAt, by: seen.stoppedBy }, 'collecting and scoring are stopped');
      for (const one of running) one.end(stoppedError(seen));
    }
    if (seen === null && before !== null) logger.info({}, 'collecting and scoring go on');
  }

  // Who does not listen may finish: a process that stops waits for its jobs.
  const tellAll = () => {
    for (const one of running) one.tell(stopping.reason);
  };
  stopping.addEventListener('abort', tellAll, { once: true });
  const loop: Loop = startLoop('stop watch', LOOK_MS, logger, look);

  return {
    stop: () => seen,
    async run(work) {
      if (seen !== null) throw stoppedError(seen);
      const one = begin(work);
      if (stopping.aborted) one.tell(stopping.reason);
      running.add(one);
      try {
        return await one.done;
      } catch (error) {
        throw isRefusedByStop(error) || seen !== null ? stoppedError(seen) : error;
      } finally {
        running.delete(one);
      }
    },
    async close() {
      stopping.removeEventListener('abort', tellAll);
      await loop.close();
    },
  };
}

interface Running<T = unknown> {
  readonly done: Promise<T>;
  /** Asks the work to end. */
  tell(reason: unknown): void;
  /** Asks it to end, and ends without it after the grace. */
  end(reason: unknown): void;
}

function begin<T>(work: (stopping: AbortSignal) => Promise<T>): Running<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let leave: (reason: unknown) => void = () => undefined;
  const done = new Promise<T>((resolve, reject) => {
    leave = reject;
    work(controller.signal)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
  return {
    done,
    tell: (reason) => controller.abort(reason),
    end(reason) {
      controller.abort(reason);
      timer ??= setTimeout(() => leave(reason), GRACE_MS);
    },
  };
}
