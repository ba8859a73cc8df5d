import { SendAlert } from '../contracts/job.ts';
import type { JobDefinition, JobRequest } from './definition.ts';

export const sendAlert: JobDefinition<SendAlert> = {
  name: 'send-alert',
  payload: SendAlert,
  attempts: 4,
  backoffMs: 2000,
  // A person at risk who was found is told of, also while nothing new is looked for.
  restsWhileStopped: false,
};

/** One job per alert and step; the records write the first one themselves, under the same id. */
export function sendAlertRequest(alertId: number, step: number): JobRequest<SendAlert> {
  return { job: sendAlert, id: `send-alert-${alertId}-step-${step}`, payload: { version: 1, alertId, step } };
}
