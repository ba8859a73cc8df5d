import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NoticeRegister } from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { readYamlFile } from '../yaml/yaml-file.ts';

/**
 * Reads who writes to which platforms, and on what law, from `notices.yml` of the configuration folder.
 * @returns `null` without the file: then nothing can be drafted
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export async function readNoticeRegister(configDir: string): Promise<NoticeRegister | null> {
  const file = join(configDir, 'notices.yml');
  if (!existsSync(file)) return null;
  const { value, faults } = await readYamlFile(file, {
    schema: NoticeRegister,
    holds: 'the authority, its provisions and the platforms it writes to',
  });
  if (value !== undefined && faults.length === 0) return value;
  const lines = faults.map((fault) => `${fault.file}:${fault.line}:${fault.column}: ${fault.message}`);
  throw new AppError('config.invalid', lines.join('\n'), { faults });
}
