import {
  createPostgresBackend,
  type PgPool,
  type Processor,
  type Queue,
  type QueueOptions,
  Queue as RedisQueue,
  Worker as RedisWorker,
  type Worker,
  type WorkerOptions,
  withBackend,
} from 'bullmq';
import { Redis } from 'ioredis';
import type { SqlPool } from '../storage/sql-pool.ts';
import { prepareQueueSchema } from './queue-schema.ts';

/** What differs between the two stores; everything above it is one code path. */
export interface QueueBackend {
  readonly kind: 'redis' | 'postgres';
  queue(name: string, options: Omit<QueueOptions, 'connection'>): Queue;
  worker(name: string, processor: Processor, options: Omit<WorkerOptions, 'connection'>): Worker;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Seconds a finished job's record is kept, so that the same id enqueued again soon is no second job. */
export const KEEP_FINISHED_SECONDS = 600;

/**
 * BullMQ on Redis. A half-open connection hangs a worker for good without `socketTimeout`; it must stay above BullMQ's
 * 10 s cap on a blocking read, or idle reads are cut.
 */
export function redisBackend(url: string): QueueBackend {
  const shared = new Redis(url, {
    maxRetriesPerRequest: null,
    socketTimeout: 12_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
  });
  shared.on('error', () => undefined);
  return {
    kind: 'redis',
    queue: (name, options) => new RedisQueue(name, { ...options, connection: shared }),
    worker: (name, processor, options) =>
      new RedisWorker(name, processor, { ...options, connection: shared }),
    async ping() {
      await shared.ping();
    },
    async close() {
      shared.disconnect();
    },
  };
}

/**
 * BullMQ's PostgreSQL backend on the embedded database. Only there: with several connections its retention deadlocks.
 */
export async function postgresBackend(pool: SqlPool): Promise<QueueBackend> {
  await prepareQueueSchema(pool);
  const classes = withBackend(createPostgresBackend);
  const connection = pool as unknown as PgPool;
  return {
    kind: 'postgres',
    queue: (name, options) => new classes.Queue(name, { ...options, connection }) as unknown as Queue,
    worker: (name, processor, options) =>
      new classes.Worker(name, processor, { ...options, connection, drainDelay: 1 }) as unknown as Worker,
    async ping() {
      await pool.query('select 1');
    },
    async close() {},
  };
}
