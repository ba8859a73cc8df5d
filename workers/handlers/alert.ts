import type { SendAlert } from '../../queue/contracts/index.ts';
import { AppError, codeOf } from '../../queue/runtime/errors.ts';
import { recordDelivery, takeDelivery } from '../../queue/storage/index.ts';
import { notificationOf, tell } from '../alerts/index.ts';
import type { WorkerContext } from '../context.ts';

export type AlertContext = Pick<WorkerContext, 'db' | 'clock' | 'logger' | 'alerts'>;

/**
 * Tells the contact whose turn it is. Whoever comes second finds it sent or in hand and ends: where the one before died, the
 * scheduler puts the job back. A failure is recorded and thrown, so that the queue tries again later. Neither the log nor
 * the error holds what a server answered.
 */
export async function handleSendAlert(context: AlertContext, job: SendAlert): Promise<void> {
  const { db, clock, logger, alerts } = context;
  if (alerts === null) return;
  const contact = alerts?.contacts[job.step % alerts.contacts.length];
  if (alerts === undefined || contact === undefined) {
    logger.warn({ alert: job.alertId }, 'an alert has nobody to go to: config/alerts.yml is missing');
    return;
  }
  const now = () => new Date(clock.now());
  const facts = await takeDelivery(db, { ...job, contact: contact.id, now: now() });
  if (facts === undefined) return;
  try {
    await tell(contact, notificationOf(facts, alerts.deskUrl), clock.now());
  } catch (error) {
    const fault = faultOf(error);
    await recordDelivery(db, facts, { contact: contact.id, now: now(), fault });
    throw new AppError('alert.undelivered', `expected to reach ${contact.id}, but ${fault}`, {
      reason: fault,
    });
  }
  await recordDelivery(db, facts, { contact: contact.id, now: now(), fault: null });
  logger.info({ item: facts.itemId, contact: contact.id, step: facts.step }, 'alert sent');
}

/** The kind of a failure, never its words. */
function faultOf(error: unknown): string {
  if (error instanceof AppError) return String(error.details.reason ?? error.code);
  return codeOf(error) ?? (error instanceof Error ? error.name : 'unknown failure');
}
