import { fstatSync } from 'node:fs';
import { AppError } from '../../queue/runtime/errors.ts';

/**
 * Standard input. A folder in its place Node takes for an empty one, and nothing but "done" would come of it.
 * @throws AppError `input.invalid`
 */
export function standardInput(): NodeJS.ReadStream {
  if (fstatSync(0).isDirectory())
    throw new AppError('input.invalid', 'expected text on standard input, found a folder; name a file of it');
  return process.stdin;
}
