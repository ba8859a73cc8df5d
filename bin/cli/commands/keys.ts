import type { Command } from 'commander';
import { DATA, DATA_HELP, JSON_HELP } from '../program.ts';

/**
 * Declares the commands on keys. Those that make or print one stand here under one roof, and where each is used as well; both ways
 * run the same.
 */
export function addKeysCommands(program: Command, setExit: (code: number) => void): void {
  const keys = program
    .command('keys')
    .description('the keys that this installation signs, seals and is checked with');
  keys
    .command('list', { isDefault: true })
    .description(
      'every key: what for, its public half, where the private one is expected, and how that stands',
    )
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./keys-list.ts')).listKeys(options)));
  addMakers(keys, setExit);

  const print = keys
    .command('print')
    .description('the public half of a key that the installation made itself');
  print
    .command('log')
    .description('the verifier key of the log, as "log key" prints it')
    .option(DATA, DATA_HELP)
    .action(async (options) => setExit(await (await import('./log-records.ts')).logKey(options)));
  print
    .command('unit')
    .description('the public key of the unit in PEM, as "evidence key" prints it')
    .option(DATA, DATA_HELP)
    .action(async (options) => setExit(await (await import('./evidence-records.ts')).printUnitKey(options)));
}

function addMakers(keys: Command, setExit: (code: number) => void): void {
  const make = keys.command('make').description('make a key in a new file, and print its public half');
  for (const [what, list] of [
    ['rules', 'config/approvers.yml'],
    ['rights', 'config/rights/approvers.yml'],
  ] as const)
    make
      .command(`${what} <file>`)
      .description(
        `of somebody who signs ${what === 'rules' ? 'releases of rules' : 'assessments'}; for ${list}`,
      )
      .requiredOption('--id <id>', 'whose key it is')
      .action(async (file, options) =>
        setExit(await (await import('../signing-key.ts')).makeSigningKey(file, options)),
      );
  make
    .command('reports <file>')
    .description('for reports of the public, on a computer without network; for config/public.yml')
    .action(async (file) => setExit(await (await import('./reports-offline.ts')).makeReportsKey(file)));
  make
    .command('witness <file>')
    .description("of a witness of somebody else's log")
    .requiredOption('--name <name>', 'name of the witness, such as oversight.example/witness')
    .action(async (file, options) =>
      setExit(await (await import('./witness.ts')).makeWitnessKey(file, options)),
    );
}
