import type { Command } from 'commander';
import { DATA, DATA_HELP, wholeNumber } from '../program.ts';

/** Declares the commands on legal holds; their code is loaded when they run. */
export function addHoldCommands(program: Command, setExit: (code: number) => void): void {
  const holds = program
    .command('legal-holds')
    .description('texts that are kept beyond their retention, by order');
  holds
    .command('request <item>')
    .description('ask for the text of an item to be kept; a second person must approve')
    .requiredOption('--reason <text>', 'why, and on whose order; it goes into the log, so name nobody in it')
    .requiredOption('--days <n>', 'for how long from now', wholeNumber(1, 180))
    .option(DATA, DATA_HELP)
    .action(async (item, options) =>
      setExit(await (await import('./holds-run.ts')).requestLegalHold(item, options)),
    );
  holds
    .command('approve <number>')
    .description('approve a hold that somebody else has asked for')
    .option(DATA, DATA_HELP)
    .action(async (hold, options) =>
      setExit(await (await import('./holds-run.ts')).approveLegalHold(hold, options)),
    );
  holds
    .command('lift <number>')
    .description('end a hold')
    .option(DATA, DATA_HELP)
    .action(async (hold, options) =>
      setExit(await (await import('./holds-run.ts')).liftLegalHold(hold, options)),
    );
  holds
    .command('list')
    .description('holds that were not lifted')
    .option(DATA, DATA_HELP)
    .option('--json', 'machine-readable output')
    .action(async (options) => setExit(await (await import('./holds-run.ts')).listLegalHolds(options)));
}
