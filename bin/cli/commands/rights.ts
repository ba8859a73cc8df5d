import type { Command } from 'commander';

/** The assessments without which nothing is fetched from the internet. */
export function addRightsCommands(program: Command, setExit: (code: number) => void): void {
  const rights = program.command('rights').description('the assessments that collection rests on');
  rights
    .command('check')
    .description('say what the assessments in config/rights lack, each missing part named')
    .option('--json', 'machine-readable output')
    .action(async (options) => setExit(await (await import('./rights-check.ts')).checkRights(options)));
  rights
    .command('sign <file>')
    .description('sign a complete assessment that somebody else prepared')
    .requiredOption('--as <id>', 'your id in config/rights/approvers.yml')
    .requiredOption('--key <file>', 'your private key')
    .action(async (file, options) =>
      setExit(await (await import('./rights-sign.ts')).signRights(file, options)),
    );
  rights
    .command('keygen <file>')
    .description('make a signing key, and print the line for config/rights/approvers.yml')
    .requiredOption('--id <id>', 'whose key it is')
    .action(async (file, options) =>
      setExit(await (await import('../signing-key.ts')).makeSigningKey(file, options)),
    );
}
