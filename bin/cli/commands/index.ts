import type { Command } from 'commander';
import { takeOptionsOnce } from '../options-once.ts';
import { nameOptions, offerFormats } from '../program.ts';
import { addSingleCommands } from './single-commands.ts';

/**
 * Declares the commands: all of them, but where the command line begins with one of the single ones only these. Loading what
 * the others name takes a fifth of the time in which `score` is ready.
 * @param args as typed
 * @param setExit takes the exit code of the command that ran
 */
export async function addCommands(
  program: Command,
  args: readonly string[],
  setExit: (code: number) => void,
): Promise<void> {
  addSingleCommands(program, setExit);
  const isSingle = program.commands.some((command) => command.name() === args[0]);
  if (!isSingle) (await import('./groups.ts')).addGroups(program, setExit);
  offerFormats(program);
  takeOptionsOnce(program);
  nameOptions(program);
}
