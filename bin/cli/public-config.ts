import { join } from 'node:path';
import { liveFaults, PublicConfig } from '../../dashboard/public/public-config.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { faultLine } from '../../queue/runtime/file-fault.ts';
import { readYamlFile } from '../../queue/runtime/yaml/yaml-file.ts';

/**
 * Reads `public.yml`.
 * @param isLive whether the public will see it: then every contact must be real and checked, and both keys given
 * @throws AppError `config.public` with every fault at once
 */
export async function readPublicConfig(
  configDir: string,
  isLive: boolean,
  now: number,
): Promise<PublicConfig> {
  const file = join(configDir, 'public.yml');
  const { value, faults } = await readYamlFile(file, { schema: PublicConfig, holds: 'the public pages' });
  const lines = faults.map(faultLine);
  if (value !== undefined && isLive)
    lines.push(...liveFaults(value, now).map((fault) => `${file}: ${fault}`));
  if (value === undefined || lines.length > 0)
    throw new AppError('config.public', lines.join('\n'), { faults: lines });
  return value;
}
