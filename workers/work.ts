import {
  backfillSource,
  captureItem,
  collectSource,
  expireTexts,
  lookAgain,
  scorePosts,
  sendAlert,
} from '../queue/jobs/index.ts';
import { buryLetter } from '../queue/storage/index.ts';
import type { JobQueue, WorkOptions } from '../queue/transport/index.ts';
import type { WorkerContext } from './context.ts';
import { handleCaptureItem } from './evidence/capture-item.ts';
import { handleLookAgain } from './evidence/look-again.ts';
import { handleSendAlert } from './handlers/alert.ts';
import { handleBackfillSource } from './handlers/backfill.ts';
import { handleCollectSource } from './handlers/collect.ts';
import { handleExpireTexts } from './handlers/expire.ts';
import { handleScorePosts } from './handlers/score.ts';

/** Rounds in hand per process: most of a round is waiting for a host's turn or answer. Parsing has two threads of its own. */
const COLLECT_AT_ONCE = 8;

/** A page that is shown takes a core and some 100 MB: whoever wants more at once starts more workers. */
const CAPTURES_AT_ONCE = 1;

/** A mail server that does not answer holds up no other alert. */
const ALERTS_AT_ONCE = 4;

export interface WorkParts {
  readonly scoreConcurrency: number;
  /** Whether jobs are taken that are rounds of sources. */
  readonly collects: boolean;
}

/** Starts taking jobs of every kind that is asked for; the queue closes the workers with itself. */
export function startWork(
  context: WorkerContext,
  queue: JobQueue,
  { scoreConcurrency, collects }: WorkParts,
): void {
  const options = (concurrency: number): WorkOptions => ({
    concurrency,
    async onDead(dead) {
      await buryLetter(context.db, dead, new Date(context.clock.now()));
      context.logger.error({ job: dead.jobId, reason: dead.reason, error: dead.message }, 'job is dead');
    },
  });
  const { stops } = context;
  queue.work(scorePosts, (job) => stops.run(() => handleScorePosts(context, job)), options(scoreConcurrency));
  if (collects) {
    queue.work(
      collectSource,
      (job) => stops.run((stopping) => handleCollectSource({ ...context, stopping }, job)),
      options(COLLECT_AT_ONCE),
    );
    queue.work(
      backfillSource,
      (job) => stops.run((stopping) => handleBackfillSource({ ...context, stopping }, job)),
      options(1),
    );
  }
  queue.work(
    captureItem,
    (job) => stops.run((stopping) => handleCaptureItem({ ...context, stopping }, job)),
    options(CAPTURES_AT_ONCE),
  );
  queue.work(
    lookAgain,
    (job) => stops.run((stopping) => handleLookAgain({ ...context, stopping }, job)),
    options(1),
  );
  queue.work(sendAlert, (job) => handleSendAlert(context, job), options(ALERTS_AT_ONCE));
  queue.work(expireTexts, (job) => handleExpireTexts(context, job), options(1));
}
