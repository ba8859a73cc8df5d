import { CaptureItem } from '../contracts/job.ts';
import type { JobDefinition, JobRequest } from './definition.ts';

export const captureItem: JobDefinition<CaptureItem> = {
  name: 'capture-item',
  payload: CaptureItem,
  // What a place answers is no failure of the job: that is written down, and the records say when it is tried again.
  attempts: 3,
  backoffMs: 5000,
  restsWhileStopped: true,
};

/** One job per attempt: a killed attempt is named anew, and its number tells it from the one before. */
export function captureItemRequest(captureId: string, attempt: number): JobRequest<CaptureItem> {
  return { job: captureItem, id: `capture-item-${captureId}-${attempt}`, payload: { version: 1, captureId } };
}
