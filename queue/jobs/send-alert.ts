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

/**
 * One job per alert and step; the records write the first one themselves, under the same id. Whoever puts it back says for
 * the how many-th time: the queue's store keeps the ids of jobs that ended for a while, and would take no such job again.
 */
export function sendAlertRequest(alertId: number, step: number, again = 0): JobRequest<SendAlert> {
  const id = `send-alert-${alertId}-step-${step}${again === 0 ? '' : `-again-${again}`}`;
  return { job: sendAlert, id, payload: { version: 1, alertId, step } };
}
