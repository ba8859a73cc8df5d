import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NoticeRegister } from '../../queue/contracts/index.ts';
import { requireYamlFile } from '../../queue/runtime/yaml/yaml-file.ts';

/**
 * Reads who writes to which platforms, and on what law, from `notices.yml` of the configuration folder.
 * @returns `null` without the file: then nothing can be drafted
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export async function readNoticeRegister(configDir: string): Promise<NoticeRegister | null> {
  const file = join(configDir, 'notices.yml');
  if (!existsSync(file)) return null;
  return await requireYamlFile(file, {
    schema: NoticeRegister,
    holds: 'the authority, its provisions and the platforms it writes to',
  });
}
