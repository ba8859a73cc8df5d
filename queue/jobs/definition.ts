import type { z } from 'zod';

/** One kind of work, defined once: both ends parse its payload with the same schema. */
export interface JobDefinition<Payload = unknown> {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  /** How often a failing job is tried before it is dead-lettered. */
  readonly attempts: number;
  /** First pause before a retry, ms; doubled each time, with jitter. */
  readonly backoffMs: number;
  /** Whether a stop of collecting and scoring holds for it. Erasing and warning go on. */
  readonly restsWhileStopped: boolean;
}

/** A piece of work with its deterministic id: the same work enqueued twice is one job. */
export interface JobRequest<Payload = unknown> {
  readonly job: JobDefinition<Payload>;
  readonly id: string;
  readonly payload: Payload;
}
