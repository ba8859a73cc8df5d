import { AppError } from '../../queue/runtime/errors.ts';
import { addCommands } from './commands/index.ts';
import { EXIT, reportFailure } from './exit.ts';
import { CommanderError, exitCodeOf, newProgram } from './program.ts';

/** Runs one command and sets the process's exit code; it never throws. */
export async function main(args: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => endUnwritten(error, stream.isTTY));
  const program = newProgram();
  try {
    await addCommands(program, args, (code) => {
      process.exitCode = code;
    });
    process.exitCode = EXIT.done;
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    process.exitCode = error instanceof CommanderError ? exitCodeOf(error) : reportFailure(error);
  }
}

/**
 * A reader that has seen enough, as in `vigie score | head`, is no failure, nor is one that is gone with their terminal. Anything
 * else is: what a full disk did not take was told to nobody, so no exit code may say that it was.
 */
function endUnwritten(error: NodeJS.ErrnoException, isTerminal: boolean): void {
  if (error.code === 'EPIPE' || (isTerminal && error.code === 'EIO')) return;
  const message = `expected to write what the command says, but ${error.message}; make room, or write elsewhere`;
  process.exit(reportFailure(new AppError('storage.unwritable', message, {}, { cause: error })));
}
