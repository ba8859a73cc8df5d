import { BackfillSource } from '../contracts/job.ts';
import type { JobDefinition, JobRequest } from './definition.ts';

export const backfillSource: JobDefinition<BackfillSource> = {
  name: 'backfill-source',
  payload: BackfillSource,
  attempts: 3,
  backoffMs: 30_000,
  restsWhileStopped: true,
};

/** One job per live round: older pages are read at the pace of the source, and a job that is added again finds nothing left. */
export function backfillSourceRequest(sourceId: string, round: number): JobRequest<BackfillSource> {
  return {
    job: backfillSource,
    id: `backfill-source-${sourceId}-${round}`,
    payload: { version: 1, sourceId, round },
  };
}
