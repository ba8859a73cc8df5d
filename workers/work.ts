import { backfillSource, collectSource, expireTexts, scorePosts } from '../queue/jobs/index.ts';
import { buryLetter } from '../queue/storage/index.ts';
import type { JobQueue, WorkOptions } from '../queue/transport/index.ts';
import type { WorkerContext } from './context.ts';
import { handleBackfillSource } from './handlers/backfill.ts';
import { handleCollectSource } from './handlers/collect.ts';
import { handleExpireTexts } from './handlers/expire.ts';
import { handleScorePosts } from './handlers/score.ts';

/** Rounds in hand per process: most of a round is waiting for a host's turn or answer. Parsing has two threads of its own. */
const COLLECT_AT_ONCE = 8;

/** Starts taking jobs of every kind; the queue closes the workers with itself. */
export function startWork(context: WorkerContext, queue: JobQueue, scoreConcurrency: number): void {
  const options = (concurrency: number): WorkOptions => ({
    concurrency,
    async onDead(dead) {
      await buryLetter(context.db, dead, new Date(context.clock.now()));
      context.logger.error({ job: dead.jobId, reason: dead.reason, error: dead.message }, 'job is dead');
    },
  });
  queue.work(scorePosts, (job) => handleScorePosts(context, job), options(scoreConcurrency));
  queue.work(collectSource, (job) => handleCollectSource(context, job), options(COLLECT_AT_ONCE));
  queue.work(backfillSource, (job) => handleBackfillSource(context, job), options(1));
  queue.work(expireTexts, (job) => handleExpireTexts(context, job), options(1));
}
