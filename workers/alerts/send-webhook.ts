import { createHmac } from 'node:crypto';
import { Agent, request } from 'undici';
import { AppError } from '../../queue/runtime/errors.ts';
import type { WebhookTarget } from './config.ts';
import { createDeskConnector } from './desk-dialer.ts';
import type { Notification } from './notification.ts';
import { readSecret } from './read-secret.ts';

const TIMEOUT_MS = 10_000;

/** HMAC-SHA-256 over the time in seconds, a dot and the body, hexadecimal: who changes either cannot sign it again. */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}

/**
 * Posts one notification to the configured desk. No redirect is followed.
 * @throws AppError `alert.undelivered` for any answer but 2xx
 */
export async function sendWebhook(
  target: WebhookTarget,
  notification: Notification,
  nowMs: number,
): Promise<void> {
  const { host, port, security, path, secretFile } = target;
  const body = JSON.stringify(notification);
  const timestamp = String(Math.floor(nowMs / 1000));
  const agent = new Agent({
    connect: createDeskConnector(target),
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });
  try {
    const origin = `${security === 'tls' ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
    const answer = await request(new URL(path, origin), {
      method: 'POST',
      dispatcher: agent,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/json',
        'vigie-id': notification.id,
        'vigie-timestamp': timestamp,
        'vigie-signature': `v1=${signatureOf(readSecret(secretFile), timestamp, body)}`,
      },
      body,
    });
    await answer.body.dump({ limit: 65_536 });
    if (answer.statusCode < 200 || answer.statusCode > 299) {
      throw new AppError(
        'alert.undelivered',
        `expected an answer of 2xx from ${host}, found ${answer.statusCode}`,
        {
          reason: `http-${answer.statusCode}`,
        },
      );
    }
  } finally {
    await agent.close();
  }
}
