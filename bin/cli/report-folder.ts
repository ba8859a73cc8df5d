import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { nullIfMissing } from '../../queue/runtime/null-if-missing.ts';

/**
 * Reads the files of a report from its folder; `null` where there is none of a name.
 * @returns what throws AppError `report.unreadable` for what is there and cannot be read: nobody can tell whether it holds
 */
export function reportFolder(folder: string): (name: string) => Buffer | null {
  return (name) => {
    const file = join(folder, name);
    try {
      return readFileSync(file);
    } catch (error) {
      return nullIfMissing(error, unreadable(file, error));
    }
  };
}

function unreadable(file: string, error: unknown): AppError {
  return new AppError(
    'report.unreadable',
    `expected to read ${file} of a report, but ${messageOf(error)}; this says nothing about the report: let whoever made it open the ` +
      'folder and those above it to others, or take a copy of the whole folder',
    { file },
    { cause: error },
  );
}
