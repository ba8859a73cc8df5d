import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { requireYamlFile } from '../../../queue/runtime/yaml/yaml-file.ts';
import { RegisterConfig } from './algorithm-register.ts';

/**
 * Reads what only the authority can say of its use, from `register.yml` of the configuration folder; `null` without the file.
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export async function readRegister(configDir: string): Promise<RegisterConfig | null> {
  const file = join(configDir, 'register.yml');
  if (!existsSync(file)) return null;
  return await requireYamlFile(file, {
    schema: RegisterConfig,
    holds: 'what the authority says for algorithm registers',
  });
}
