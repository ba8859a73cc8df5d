import { LookAgain } from '../contracts/job.ts';
import type { JobDefinition, JobRequest } from './definition.ts';

export const lookAgain: JobDefinition<LookAgain> = {
  name: 'look-again',
  payload: LookAgain,
  attempts: 3,
  backoffMs: 30_000,
  restsWhileStopped: true,
};

/** @param look which look it is, counted from the capture */
export function lookAgainRequest(captureId: string, look: number): JobRequest<LookAgain> {
  return { job: lookAgain, id: `look-again-${captureId}-${look}`, payload: { version: 1, captureId } };
}
