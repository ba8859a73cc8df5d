import { createTransport } from 'nodemailer';
import type { MailTarget } from './config.ts';
import { createDeskConnector } from './desk-dialer.ts';
import { mailText, type Notification } from './notification.ts';
import { readSecret } from './read-secret.ts';

const TIMEOUT_MS = 10_000;

/** Hands one message to the configured mail server, over a socket of the desk's own dialer. */
export async function sendMail(target: MailTarget, notification: Notification): Promise<void> {
  const { host, port, security, user, passwordFile, from, to } = target;
  const connect = createDeskConnector(target);
  const isTls = security === 'tls';
  const transport = createTransport({
    host,
    port,
    secure: isTls,
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // What a message may hold is text: no file and no address is read for it.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user === undefined || passwordFile === undefined
      ? {}
      : { auth: { user, pass: readSecret(passwordFile) } }),
    getSocket(_options, callback) {
      const protocol = isTls ? 'https:' : 'http:';
      connect({ hostname: host, host, protocol, port: String(port), servername: host }, (error, socket) => {
        if (error !== null) callback(error, false);
        else callback(null, { connection: socket, secured: isTls });
      });
    },
  });
  try {
    const { subject, text } = mailText(notification);
    await transport.sendMail({
      from,
      to,
      subject,
      text,
      messageId: `<alert-${notification.id}@vigie.invalid>`,
    });
  } finally {
    transport.close();
  }
}
