import { join } from 'node:path';
import { NoticeRegister } from '../../queue/contracts/index.ts';
import { yamlFileIfThere } from '../../queue/runtime/yaml/yaml-file.ts';

/**
 * Reads who writes to which platforms, and on what law, from `notices.yml` of the configuration folder.
 * @returns `null` without the file: then nothing can be drafted
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export async function readNoticeRegister(configDir: string): Promise<NoticeRegister | null> {
  return await yamlFileIfThere(join(configDir, 'notices.yml'), {
    schema: NoticeRegister,
    holds: 'the authority, its provisions and the platforms it writes to',
  });
}
