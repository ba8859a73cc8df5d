import { readFileSync } from 'node:fs';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { openFault } from '../../queue/runtime/secret-file.ts';

/**
 * A secret from a file that its owner alone reads.
 * @throws AppError `config.invalid` when it is missing, empty or open to others
 */
export function readSecret(path: string): string {
  try {
    const found = openFault(path);
    if (found !== null) throw new Error(`it is open to others: ${found}`);
    const secret = readFileSync(path, 'utf8').trim();
    if (secret === '') throw new Error('it is empty');
    return secret;
  } catch (error) {
    throw new AppError(
      'config.invalid',
      `expected a secret in ${path}, but ${messageOf(error)}`,
      { path },
      { cause: error },
    );
  }
}
