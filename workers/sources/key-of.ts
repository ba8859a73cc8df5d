import { messageOf } from '../../queue/runtime/errors.ts';
import { refused } from '../fetch/source-faults.ts';
import { readApiKey } from './api-key.ts';

/**
 * The key of a source, read anew each round. At the start of a process a bad key file stops it; in a round it ends the
 * round, so that the other sources go on.
 * @throws AppError `source.refused` (reason `api-key`); no message holds any of the file's content
 */
export async function keyOf(source: { readonly id: string; readonly apiKeyFile: string }): Promise<string> {
  try {
    return await readApiKey(source.apiKeyFile);
  } catch (error) {
    throw refused(messageOf(error), { reason: 'api-key', source: source.id });
  }
}
