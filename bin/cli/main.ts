import { addCommands } from './commands/index.ts';
import { EXIT, reportFailure } from './exit.ts';
import { CommanderError, exitCodeOf, newProgram } from './program.ts';

/** Runs one command and sets the process's exit code; it never throws. */
export async function main(args: readonly string[]): Promise<void> {
  const program = newProgram();
  addCommands(program, (code) => {
    process.exitCode = code;
  });
  try {
    process.exitCode = EXIT.done;
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    process.exitCode = error instanceof CommanderError ? exitCodeOf(error) : reportFailure(error);
  }
}
