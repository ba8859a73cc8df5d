import type { Command } from 'commander';
import { repeated, wholeNumber } from '../program.ts';

/** Declares the commands of a witness; their code is loaded when they run. */
export function addWitnessCommands(program: Command, setExit: (code: number) => void): void {
  const witness = program
    .command('witness')
    .description('cosign the checkpoints of logs of others, each only where it continues the one before');
  witness
    .command('keygen <file>')
    .description('make the key of a witness, and print its public half')
    .requiredOption('--name <name>', 'name of the witness, such as oversight.example/witness')
    .action(async (file, options) =>
      setExit(await (await import('./witness.ts')).makeWitnessKey(file, options)),
    );
  witness
    .command('serve')
    .description('serve the witness')
    .requiredOption('--key <file>', 'the key that "witness keygen" made')
    .requiredOption('--log <vkey>', 'key of a log it knows, as "log key" prints it (repeatable)', repeated)
    .requiredOption('--data <dir>', 'where it remembers what it cosigned')
    .option('--host <address>', 'address it listens on; a proxy with TLS stands before it', '127.0.0.1')
    .option('--port <n>', 'port, 0 for a free one', wholeNumber(0, 65_535), 8419)
    .action(async (options) => setExit(await (await import('./witness.ts')).serveWitness(options)));
}
