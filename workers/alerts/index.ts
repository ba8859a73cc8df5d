import type { AlertContact } from './config.ts';
import type { Notification } from './notification.ts';
import { sendMail } from './send-mail.ts';
import { sendWebhook } from './send-webhook.ts';

export { type AlertContact, type AlertSettings, readAlertSettings } from './config.ts';
export { type Notification, notificationOf, testNotification } from './notification.ts';
export { secretFaults } from './secret-faults.ts';
export { signatureOf } from './send-webhook.ts';

/** Tells one contact, by the way that the file names for them. */
export async function tell(contact: AlertContact, notification: Notification, nowMs: number): Promise<void> {
  if (contact.mail !== undefined) await sendMail(contact.mail, notification);
  if (contact.webhook !== undefined) await sendWebhook(contact.webhook, notification, nowMs);
}
