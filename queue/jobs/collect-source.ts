import { CollectSource } from '../contracts/job.ts';
import type { JobDefinition, JobRequest } from './definition.ts';

export const collectSource: JobDefinition<CollectSource> = {
  name: 'collect-source',
  payload: CollectSource,
  attempts: 3,
  backoffMs: 5000,
  restsWhileStopped: true,
};

export function collectSourceRequest(sourceId: string, round: number): JobRequest<CollectSource> {
  return {
    job: collectSource,
    id: `collect-source-${sourceId}-${round}`,
    payload: { version: 1, sourceId, round },
  };
}
