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
  stopWaiting(): Promise<void>;
  close(): Promise<void>;
}

/** Seconds a finished job's record is kept, so that the same id enqueued again soon is no second job. */
export const KEEP_FINISHED_SECONDS = 600;

/**
 * BullMQ on Redis. A half-open connection hangs a worker for good without `socketTimeout`; it must stay above BullMQ's
 * 10 s cap on a blocking read, or idle reads are cut.
 */
export function redisBackend(url: string): QueueBackend {
  let isWaiting = true;
  const shared = new Redis(url, {
    maxRetriesPerRequest: null,
    socketTimeout: 12_000,
    retryStrategy: (attempt) => (isWaiting ? Math.min(attempt * 100, 2000) : null),
  });
  shared.on('error', () => undefined);
  /** With the copies that BullMQ's workers make to wait at, which have the same strategy. */
  const connections = [shared];
  const duplicate = shared.duplicate.bind(shared);
  shared.duplicate = (...options) => {
    const copy = duplicate(...options);
    connections.push(copy);
    return copy;
  };
  return {
    kind: 'redis',
    queue: (name, options) => new RedisQueue(name, { ...options, connection: shared }),
    worker: (name, processor, options) =>
      new RedisWorker(name, processor, { ...options, connection: shared }),
    async ping() {
      await shared.ping();
    },
    async stopWaiting() {
      isWaiting = false;
      await Promise.all(connections.map(endUnlessReady));
    },
    async close() {
      shared.disconnect();
    },
  };
}

/**
 * A connection that is tried no more ends with the try in hand, or with the next one: whoever disconnects it between two, as BullMQ does,
 * breaks off that pause and is never told that it has ended.
 */
async function endUnlessReady(connection: Redis): Promise<void> {
  if (connection.status === 'ready' || connection.status === 'end') return;
  // Not by `once` of node:events, for which the next failed try would be the end.
  const ended = new Promise<void>((resolve) => void connection.once('end', resolve));
  if (connection.status !== 'reconnecting') connection.disconnect();
  await ended;
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
    // It is the process's own, and never away.
    async stopWaiting() {},
    async close() {},
  };
}
