import { join } from 'node:path';
import { z } from 'zod';
import { Recipient } from '../../queue/contracts/index.ts';
import { yamlFileIfThere } from '../../queue/runtime/yaml/yaml-file.ts';

const Register = z.strictObject({
  recipients: z
    .array(Recipient)
    .max(200)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'expected different ids'),
});

/**
 * Reads whom bundles may be handed over to, from `recipients.yml` of the configuration folder.
 * @returns nobody without the file
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export async function readRecipients(configDir: string): Promise<readonly Recipient[]> {
  const shape = { schema: Register, holds: 'recipients of bundles' };
  return (await yamlFileIfThere(join(configDir, 'recipients.yml'), shape))?.recipients ?? [];
}
