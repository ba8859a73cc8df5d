import type { Command } from 'commander';
import { AppError } from '../../queue/runtime/errors.ts';
import { repeated } from './program.ts';

/**
 * Refuses an option that is given twice with two values: the last one alone would be taken, and whoever writes
 * `--source a --source b` means both. To be done before `nameOptions`, which wraps what gathers values.
 */
export function takeOptionsOnce(command: Command): void {
  for (const own of command.commands) takeOptionsOnce(own);
  for (const option of command.options) {
    if (option.variadic || option.parseArg === repeated || !(option.required || option.optional)) continue;
    let first: string | null = null;
    command.on(`option:${option.name()}`, (value: string | null) => {
      first ??= value;
      if (first !== value)
        throw new AppError(
          'usage.invalid',
          `expected one value of ${option.long}, found "${first}" and "${value}"; give it once`,
        );
    });
  }
}
