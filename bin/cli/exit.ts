import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { isOutage } from '../../queue/runtime/outage.ts';
import { warn } from './terminal.ts';

/** Exit codes of every command: documented, stable. */
export const EXIT = { done: 0, findings: 1, usage: 2, configuration: 3, data: 4, unavailable: 5 } as const;

/** Writes what went wrong to standard error, one fault a line, and answers with the exit code. */
export function reportFailure(error: unknown): number {
  if (error instanceof AppError) {
    warn(error.message);
    return error.traits.exit;
  }
  if (isOutage(error)) {
    warn(
      `expected every server to answer until the command had ended, but ${messageOf(error)}; see to it, then run the command again`,
    );
    return EXIT.unavailable;
  }
  warn(`unexpected failure: ${messageOf(error)}`);
  if (error instanceof Error && process.env.VIGIE_LOG_LEVEL === 'debug') warn(error.stack ?? '');
  return EXIT.unavailable;
}
