import { addCommands } from './commands/index.ts';
import { EXIT, reportFailure } from './exit.ts';
import { CommanderError, exitCodeOf, newProgram } from './program.ts';

/** Runs one command and sets the process's exit code; it never throws. */
export async function main(args: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', passOverClosedPipe);
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

/** A reader that has seen enough, as in `vigie score | head`, is no failure. */
function passOverClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
