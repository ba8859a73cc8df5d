import { join } from 'node:path';
import { z } from 'zod';
import { yamlFileIfThere } from '../../queue/runtime/yaml/yaml-file.ts';

/** Where one server is: this host and this port are dialled for alerts, and nothing else. */
const Server = {
  host: z
    .string()
    .regex(/^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]+)$/, 'expected a host name or an address'),
  port: z.int().min(1).max(65_535),
  /** Said on purpose: a duty desk may be in the unit's own network. What is not public is refused otherwise. */
  network: z.enum(['public', 'private', 'loopback']).default('public'),
};

const Mail = z
  .strictObject({
    ...Server,
    /** `tls` from the first byte, `starttls` required; `none` is for loopback only. */
    security: z.enum(['tls', 'starttls', 'none']),
    user: z.string().min(1).optional(),
    passwordFile: z.string().min(1).optional(),
    from: z.email(),
    to: z.email(),
  })
  .refine(({ user, passwordFile }) => (user === undefined) === (passwordFile === undefined), {
    error: 'expected user and passwordFile, or neither: with one alone nobody signs in',
  });

const Webhook = z.strictObject({
  ...Server,
  security: z.enum(['tls', 'none']),
  path: z.string().regex(/^\/[\x21-\x7e]*$/, 'expected a path that begins with /'),
  secretFile: z.string().min(1),
});

const Contact = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
    mail: Mail.optional(),
    webhook: Webhook.optional(),
  })
  .refine(({ mail, webhook }) => (mail === undefined) !== (webhook === undefined), {
    error: 'expected one of mail and webhook',
  })
  .refine(({ mail, webhook }) => {
    const { security, network } = mail ?? webhook ?? { security: 'tls', network: 'public' };
    return security !== 'none' || network === 'loopback';
  }, 'expected tls: an alert leaves this machine encrypted');
export type AlertContact = z.infer<typeof Contact>;
export type MailTarget = z.infer<typeof Mail>;
export type WebhookTarget = z.infer<typeof Webhook>;

const isOrigin = ({ href, origin }: URL) => href === `${origin}/`;

export const AlertSettings = z.strictObject({
  /** Where people open the desk; the link to an item begins with it. */
  deskUrl: z.url({ protocol: /^https?$/ }).refine((url) => !URL.canParse(url) || isOrigin(new URL(url)), {
    error:
      'expected an address without a path, such as "https://desk.example/": the desk is at the root of its host',
  }),
  /** Minutes until an alert that nobody has acknowledged goes to the next contact. */
  escalateAfterMinutes: z.int().min(1).max(15).default(5),
  /** In the order in which they are told. */
  contacts: z
    .array(Contact)
    .min(1)
    .max(20)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, {
      error: 'expected an id of its own for each contact: the log names them by it',
    }),
});
export type AlertSettings = z.infer<typeof AlertSettings>;

/**
 * Reads `alerts.yml` of the configuration folder.
 * @returns `undefined` without the file: then nobody is told
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export async function readAlertSettings(configDir: string): Promise<AlertSettings | undefined> {
  const shape = { schema: AlertSettings, holds: 'whom alerts go to' };
  return (await yamlFileIfThere(join(configDir, 'alerts.yml'), shape)) ?? undefined;
}
