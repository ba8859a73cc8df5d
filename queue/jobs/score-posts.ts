import { ScorePosts } from '../contracts/job.ts';
import type { JobDefinition, JobRequest } from './definition.ts';

export const scorePosts: JobDefinition<ScorePosts> = {
  name: 'score-posts',
  payload: ScorePosts,
  attempts: 5,
  backoffMs: 500,
  restsWhileStopped: true,
};

export function scorePostsRequest(batchId: string, postIds: readonly string[]): JobRequest<ScorePosts> {
  return {
    job: scorePosts,
    id: `score-posts-${batchId}`,
    payload: { version: 1, batchId, postIds: [...postIds] },
  };
}
