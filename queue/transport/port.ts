import type { JobDefinition, JobRequest } from '../jobs/definition.ts';

/** What the queue's store knows of a job: nothing, unfinished, or a kept record of a finished one. */
export type JobPresence = 'absent' | 'pending' | 'finished';

export interface JobCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
}

/** A job that will not be tried again, with why. It goes to the dead-letter table. */
export interface DeadJob {
  readonly jobName: string;
  readonly jobId: string;
  readonly payload: unknown;
  readonly reason: 'payload' | 'gave-up' | 'attempts' | 'started-too-often';
  readonly message: string;
}

/** An error whose trait is `drop` takes the job out of the store: no attempt, no dead letter, its id is free. */
export type JobHandler<Payload> = (payload: Payload, context: { readonly jobId: string }) => Promise<void>;

export interface WorkOptions {
  readonly concurrency: number;
  /** Records a dead job; it runs before the queue's store forgets the job. */
  onDead(dead: DeadJob): Promise<void>;
}

export interface JobWorker {
  /** Lets the jobs in hand finish and takes no new ones. */
  close(): Promise<void>;
}

/**
 * The queue's store: a rebuildable index of work, ids only. Payloads are parsed on enqueue and on take; a payload of
 * an unknown version or shape is dead-lettered and the worker goes on.
 */
export interface JobQueue {
  /** Same id while the store knows the job: no second job. */
  add(requests: readonly JobRequest[]): Promise<void>;
  work<Payload>(job: JobDefinition<Payload>, handler: JobHandler<Payload>, options: WorkOptions): JobWorker;
  presence(job: JobDefinition, ids: readonly string[]): Promise<Map<string, JobPresence>>;
  /** Forgets finished jobs, so that the same ids can be enqueued again. */
  forget(job: JobDefinition, ids: readonly string[]): Promise<void>;
  counts(job: JobDefinition): Promise<JobCounts>;
  /** Whether the store answers. */
  ping(): Promise<void>;
  /**
   * From now on whatever asks a store that is away fails, instead of waiting until it is back: said by a process that ends, before it
   * closes what asks the store.
   */
  stopWaiting(): Promise<void>;
  close(): Promise<void>;
}
