import { join } from 'node:path';
import { yamlFileIfThere } from '../../../queue/runtime/yaml/yaml-file.ts';
import { RegisterConfig } from './algorithm-register.ts';

/**
 * Reads what only the authority can say of its use, from `register.yml` of the configuration folder; `null` without the file.
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export async function readRegister(configDir: string): Promise<RegisterConfig | null> {
  return await yamlFileIfThere(join(configDir, 'register.yml'), {
    schema: RegisterConfig,
    holds: 'what the authority says for algorithm registers',
  });
}
