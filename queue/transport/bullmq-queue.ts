import { setTimeout as pause } from 'node:timers/promises';
import { type Job, type Queue, UnrecoverableError } from 'bullmq';
import type { JobDefinition, JobRequest } from '../jobs/definition.ts';
import { AppError, messageOf } from '../runtime/errors.ts';
import type { Logger } from '../runtime/logger.ts';
import { isOutage } from '../runtime/outage.ts';
import { askAgainLater, FIRST_WAIT_MS, longerThan, type Pause } from './ask-again-later.ts';
import { KEEP_FINISHED_SECONDS, type QueueBackend } from './backend.ts';
import type { DeadJob, JobHandler, JobPresence, JobQueue, JobWorker, WorkOptions } from './port.ts';

/** A job's lock; renewed at half of it. A dead worker's job is taken up again within lock and check: 15 s at most. */
const LOCK_MS = 10_000;
const STALLED_CHECK_MS = 5000;
/** High on purpose: at the library's default of 1, a crashing process takes innocent jobs with it. */
const MAX_STALLED = 20;
/** A job that was started this often never ends well: it is quarantined. */
const MAX_STARTED = 4;

/**
 * BullMQ on either store: one code path, one suite.
 * @param wait how a worker waits that the store gives no job, and no reason that will pass at once
 */
export function createJobQueue(backend: QueueBackend, logger: Logger, wait?: Pause): JobQueue {
  const queues = new Map<string, Queue>();
  const workers = new Set<JobWorker>();

  function queueOf(job: JobDefinition): Queue {
    let queue = queues.get(job.name);
    if (!queue) {
      queue = backend.queue(job.name, {
        defaultJobOptions: {
          attempts: job.attempts,
          backoff: { type: 'exponential', delay: job.backoffMs, jitter: 0.5 },
          removeOnComplete: { age: KEEP_FINISHED_SECONDS },
          // A failed job is in the dead-letter table before this happens; the id is free again.
          removeOnFail: true,
        },
        streams: { events: { maxLen: 100 } },
      });
      queue.on('error', (error) =>
        logger.warn({ queue: job.name, error: messageOf(error) }, 'queue store error'),
      );
      queues.set(job.name, queue);
    }
    return queue;
  }

  return {
    async add(requests) {
      for (const [job, group] of groupByJob(requests)) {
        await queueOf(job).addBulk(
          group.map((request) => ({
            name: job.name,
            data: job.payload.parse(request.payload),
            opts: { jobId: request.id },
          })),
        );
      }
    },

    work(job, handler, options) {
      const worker = startWorker({ backend, logger, wait }, job, handler, options);
      workers.add(worker);
      return worker;
    },

    async presence(job, ids) {
      const queue = queueOf(job);
      const states = await Promise.all(ids.map((id) => queue.getJobState(id)));
      return new Map(ids.map((id, at): [string, JobPresence] => [id, presenceOf(states[at])]));
    },

    async forget(job, ids) {
      const queue = queueOf(job);
      for (const id of ids) await queue.remove(id);
    },

    async counts(job) {
      const counts = await queueOf(job).getJobCounts('waiting', 'active', 'delayed');
      return { waiting: counts.waiting ?? 0, active: counts.active ?? 0, delayed: counts.delayed ?? 0 };
    },

    ping: () => backend.ping(),

    stopWaiting: () => backend.stopWaiting(),

    async close() {
      await Promise.all([...workers].map((worker) => worker.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await backend.close();
    },
  };
}

function startWorker<Payload>(
  { backend, logger, wait }: { backend: QueueBackend; logger: Logger; wait: Pause | undefined },
  job: JobDefinition<Payload>,
  handler: JobHandler<Payload>,
  options: WorkOptions,
): JobWorker {
  const worker = backend.worker(job.name, (taken) => process(taken), {
    concurrency: options.concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    maxStalledCount: MAX_STALLED,
    maxStartedAttempts: MAX_STARTED,
    removeOnComplete: { age: KEEP_FINISHED_SECONDS },
    removeOnFail: { count: 0 },
  });
  askAgainLater(worker, wait);

  let isClosing = false;
  /** Jobs the store is to forget without a dead letter: the records still know their work. */
  const dropped = new Set<string>();

  async function process(taken: Job): Promise<null> {
    const payload = job.payload.safeParse(taken.data);
    if (!payload.success) {
      await bury(dead(taken, 'payload', payload.error.message));
      return null;
    }
    try {
      await withPatience(() => handler(payload.data, { jobId: String(taken.id) }));
      return null;
    } catch (error) {
      if (error instanceof AppError && error.traits.retry === 'drop') {
        dropped.add(String(taken.id));
        throw new UnrecoverableError(messageOf(error));
      }
      const isHopeless = error instanceof AppError && error.traits.retry === 'give-up';
      // The store ends a job at MAX_STARTED starts too, whatever attempts are left.
      const isLast = taken.attemptsMade + 1 >= job.attempts || taken.attemptsStarted >= MAX_STARTED;
      if (!isHopeless && !isLast) throw new Error(messageOf(error));
      await bury(dead(taken, isHopeless ? 'gave-up' : 'attempts', messageOf(error)));
      throw new UnrecoverableError(messageOf(error));
    }
  }

  /**
   * An outage is no fault of the job: it keeps its attempt and its lock until the records answer again. Otherwise a
   * restart of the database would use up the attempts of every job that comes by.
   */
  async function withPatience(run: () => Promise<void>): Promise<void> {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = longerThan(waitMs)) {
      try {
        return await run();
      } catch (error) {
        if (!isOutage(error) || isClosing) throw error;
        logger.warn({ queue: job.name, error: messageOf(error) }, 'the records are away, waiting');
        await pause(waitMs);
      }
    }
  }

  /** The records that went away after a job failed still have to learn of it. */
  function bury(letter: DeadJob): Promise<void> {
    return withPatience(() => options.onDead(letter));
  }

  function dead(taken: Job, reason: DeadJob['reason'], message: string): DeadJob {
    return { jobName: job.name, jobId: String(taken.id), payload: taken.data, reason, message };
  }

  worker.on('error', (error) => logger.warn({ queue: job.name, error: messageOf(error) }, 'worker error'));
  worker.on('failed', (failed, error) => {
    if (failed && dropped.delete(String(failed.id))) {
      logger.info({ queue: job.name, job: failed.id, reason: messageOf(error) }, 'job dropped');
      return;
    }
    logger.warn({ queue: job.name, job: failed?.id, error: messageOf(error) }, 'job failed');
    // The store itself gives up on a job that was started too often: no handler ran, so this is the only notice.
    if (!failed || !/started more than allowable|stalled more than allowable/.test(error.message)) return;
    bury(dead(failed, 'started-too-often', messageOf(error))).catch((cause: unknown) =>
      logger.error({ job: failed.id, error: messageOf(cause) }, 'dead letter not written'),
    );
  });
  return {
    close() {
      isClosing = true;
      return worker.close();
    },
  };
}

function presenceOf(state: string | undefined): JobPresence {
  if (state === undefined || state === 'unknown') return 'absent';
  return state === 'completed' || state === 'failed' ? 'finished' : 'pending';
}

function groupByJob(requests: readonly JobRequest[]): Map<JobDefinition, JobRequest[]> {
  const groups = new Map<JobDefinition, JobRequest[]>();
  for (const request of requests) {
    const group = groups.get(request.job);
    if (group) group.push(request);
    else groups.set(request.job, [request]);
  }
  return groups;
}
