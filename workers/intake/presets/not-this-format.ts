import { AppError } from '../../../queue/runtime/errors.ts';
import type { PresetName } from '../preset-names.ts';

/** For the format that a preset is never asked to read: which ones it reads is checked before. */
export function notThisFormat(name: PresetName): never {
  throw new AppError('input.invalid', `expected a file in a format that ${name} has, found another`);
}
