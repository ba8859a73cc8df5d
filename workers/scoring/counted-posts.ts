import { monthOf } from '../../queue/contracts/index.ts';
import type { CountedPosts } from '../../queue/storage/index.ts';
import type { WorkerContext } from '../context.ts';
import type { AssessedBatch } from './assess-batch.ts';

/**
 * What the counters are told of a batch. A report of the public that quotes an offer and names a person at risk is no bait, so signs
 * count of posts alone.
 */
export function countedPosts(
  { alike, signs, errored, release }: AssessedBatch,
  of: Pick<CountedPosts, 'sourceId' | 'platform' | 'isCompared'>,
  now: Date,
): CountedPosts {
  const time = { month: monthOf(now), day: now.toISOString().slice(0, 10) };
  return { ...time, ...of, counts: alike, signs: of.isCompared ? signs : [], errored, release };
}

/** Says in the log of the process, once a batch, what its counter of failing rules rises by. */
export function tellErrored(
  logger: WorkerContext['logger'],
  { errored, release }: Pick<AssessedBatch, 'errored' | 'release'>,
): void {
  for (const { rule, error, posts } of errored)
    logger.error({ rule, error, posts, release }, 'a rule cannot be run on posts, and finds nothing there');
}
