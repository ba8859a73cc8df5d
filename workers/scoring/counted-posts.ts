import { monthOf } from '../../queue/contracts/index.ts';
import type { CountedPosts } from '../../queue/storage/index.ts';
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
