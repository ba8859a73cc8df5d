import { AppError, messageOf } from '../../queue/runtime/errors.ts';

/** Exit codes of every command: documented, stable. */
export const EXIT = { done: 0, findings: 1, usage: 2, configuration: 3, data: 4, unavailable: 5 } as const;

/** Writes what went wrong to standard error, one fault a line, and answers with the exit code. */
export function reportFailure(error: unknown): number {
  if (error instanceof AppError) {
    for (const line of error.message.split('\n')) process.stderr.write(`vigie: ${line}\n`);
    return error.traits.exit;
  }
  process.stderr.write(`vigie: unexpected failure: ${messageOf(error)}\n`);
  if (error instanceof Error && process.env.VIGIE_LOG_LEVEL === 'debug')
    process.stderr.write(`${error.stack}\n`);
  return EXIT.unavailable;
}
