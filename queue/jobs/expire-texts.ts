import { ExpireTexts } from '../contracts/job.ts';
import type { JobDefinition, JobRequest } from './definition.ts';

export const expireTexts: JobDefinition<ExpireTexts> = {
  name: 'expire-texts',
  payload: ExpireTexts,
  attempts: 5,
  backoffMs: 5000,
  restsWhileStopped: false,
};

/** One job per minute at most: its id is the minute. */
export function expireTextsRequest(nowMs: number): JobRequest<ExpireTexts> {
  const minute = Math.floor(nowMs / 60_000);
  return {
    job: expireTexts,
    id: `expire-texts-${minute}-utc`,
    payload: { version: 1, dueAt: new Date(nowMs).toISOString() },
  };
}
