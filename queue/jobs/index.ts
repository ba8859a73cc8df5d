import { backfillSource } from './backfill-source.ts';
import { captureItem } from './capture-item.ts';
import { collectSource } from './collect-source.ts';
import type { JobDefinition } from './definition.ts';
import { expireTexts } from './expire-texts.ts';
import { lookAgain } from './look-again.ts';
import { scorePosts } from './score-posts.ts';
import { sendAlert } from './send-alert.ts';

export { backfillSource, backfillSourceRequest } from './backfill-source.ts';
export { captureItem, captureItemRequest } from './capture-item.ts';
export { collectSource, collectSourceRequest } from './collect-source.ts';
export type { JobDefinition, JobRequest } from './definition.ts';
export { expireTexts, expireTextsRequest } from './expire-texts.ts';
export { lookAgain, lookAgainRequest } from './look-again.ts';
export { scorePosts, scorePostsRequest } from './score-posts.ts';
export { sendAlert, sendAlertRequest } from './send-alert.ts';

const ALL: readonly JobDefinition[] = [
  backfillSource,
  captureItem,
  collectSource,
  lookAgain,
  scorePosts,
  expireTexts,
  sendAlert,
];

/** Every kind of job, by its name. */
export const JOBS: Readonly<Record<string, JobDefinition>> = Object.fromEntries(
  ALL.map((job) => [job.name, job]),
);

/** Names of the jobs that a stop of collecting and scoring holds for. */
export const RESTING_JOBS: readonly string[] = ALL.filter((job) => job.restsWhileStopped).map(
  (job) => job.name,
);
