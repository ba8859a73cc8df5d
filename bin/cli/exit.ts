import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { shown } from './terminal.ts';

/** Exit codes of every command: documented, stable. */
export const EXIT = { done: 0, findings: 1, usage: 2, configuration: 3, data: 4, unavailable: 5 } as const;

/**
 * Writes what went wrong to standard error, one fault a line, and answers with the exit code. A fault can name what a file
 * says, and that could steer the terminal.
 */
export function reportFailure(error: unknown): number {
  if (error instanceof AppError) {
    for (const line of shown(error.message).split('\n')) process.stderr.write(`vigie: ${line}\n`);
    return error.traits.exit;
  }
  process.stderr.write(`vigie: unexpected failure: ${shown(messageOf(error))}\n`);
  if (error instanceof Error && process.env.VIGIE_LOG_LEVEL === 'debug')
    process.stderr.write(`${shown(error.stack ?? '')}\n`);
  return EXIT.unavailable;
}
