export { postgresBackend, type QueueBackend, redisBackend } from './backend.ts';
export { createJobQueue } from './bullmq-queue.ts';
export type {
  DeadJob,
  JobCounts,
  JobHandler,
  JobPresence,
  JobQueue,
  JobWorker,
  WorkOptions,
} from './port.ts';
export { type Reconciled, reconcile } from './reconcile.ts';
export { type RedisFacts, readRedisFacts } from './redis-facts.ts';
export { relayOnce } from './relay.ts';
export { type Replayed, replayLetter } from './replay-letter.ts';
