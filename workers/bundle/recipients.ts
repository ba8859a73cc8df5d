import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Recipient } from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { readYamlFile } from '../yaml/yaml-file.ts';

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
  const file = join(configDir, 'recipients.yml');
  if (!existsSync(file)) return [];
  const { value, faults } = await readYamlFile(file, { schema: Register, holds: 'recipients of bundles' });
  if (value !== undefined && faults.length === 0) return value.recipients;
  const lines = faults.map((fault) => `${fault.file}:${fault.line}:${fault.column}: ${fault.message}`);
  throw new AppError('config.invalid', lines.join('\n'), { faults });
}
