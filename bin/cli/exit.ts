import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { visible } from './terminal.ts';

/** Exit codes of every command: documented, stable. */
export const EXIT = { done: 0, findings: 1, usage: 2, configuration: 3, data: 4, unavailable: 5 } as const;

/**
 * Writes what went wrong to standard error, one fault a line, and answers with the exit code. A fault can name what a file
 * says, and that could steer the terminal.
 */
export function reportFailure(error: unknown): number {
  if (error instanceof AppError) {
    for (const line of visibleLines(error.message)) process.stderr.write(`vigie: ${line}\n`);
    return error.traits.exit;
  }
  process.stderr.write(`vigie: unexpected failure: ${visibleLines(messageOf(error)).join('\n')}\n`);
  if (error instanceof Error && process.env.VIGIE_LOG_LEVEL === 'debug')
    process.stderr.write(`${visibleLines(error.stack ?? '').join('\n')}\n`);
  return EXIT.unavailable;
}

function visibleLines(text: string): readonly string[] {
  return text.split('\n').map(visible);
}
