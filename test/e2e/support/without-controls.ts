import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';

/**
 * The shipped configuration without posts whose answer is known: one of them would now and then be the next, and leave no
 * judgment in the log.
 * @returns the folder, made below `folder`
 */
export function configWithoutControls(folder: string): string {
  const config = join(folder, 'config');
  cpSync(join(projectRoot(), 'config'), config, {
    recursive: true,
    filter: (path) => !path.endsWith('controls'),
  });
  return config;
}
