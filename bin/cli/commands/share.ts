import { type Command, Option } from 'commander';
import { EXPORT_PURPOSES } from '../../../queue/contracts/index.ts';
import { DATA, DATA_HELP, JSON_HELP, numberOf } from '../program.ts';

/** Declares the commands that share what names nobody; their code is loaded when they run. */
export function addShareCommands(program: Command, setExit: (code: number) => void): void {
  const share = program
    .command('share')
    .description(
      'what goes to other authorities for cooperation: counts, and places on the internet; never persons',
    );
  const exports = () => import('./evidence-records.ts');
  const records = () => import('./share-records.ts');
  share
    .command('request <case>')
    .description('ask for the places that the offers of a case stood at; somebody else must approve')
    .requiredOption('--recipient <id>', 'an entry of config/recipients.yml')
    .addOption(new Option('--purpose <purpose>', 'what for').choices(EXPORT_PURPOSES).makeOptionMandatory())
    .requiredOption('--reason <text>', 'why; it goes into the log, so name nobody in it')
    .option(DATA, DATA_HELP)
    .action(async (number, options) =>
      setExit(await (await exports()).requestExport(numberOf(number), { ...options, form: 'indicators' })),
    );
  for (const word of ['approve', 'refuse'] as const) {
    share
      .command(`${word} <export>`)
      .description(`${word} what somebody else has asked for`)
      .option(DATA, DATA_HELP)
      .action(async (number, options) =>
        setExit(
          await (await exports()).settleExport(numberOf(number), word, { ...options, form: 'indicators' }),
        ),
      );
  }
  share
    .command('stix')
    .description(
      'write the approved places of a case as STIX 2.1: domain names and pages, nothing of anybody',
    )
    .requiredOption('--case <case>', 'number of the case', numberOf)
    .option('--export <export>', 'number of the request, where several of the case wait', numberOf)
    .requiredOption('--out <file>', 'a new file')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await records()).shareStix(options)));
  share
    .command('aggregate')
    .description('write the released tables of a period into one file, as they were released')
    .requiredOption(
      '--period <period>',
      'a month, quarter, half-year or year, such as 2026-10, 2026-Q4, 2026-H2 or 2026',
    )
    .requiredOption('--out <file>', 'a new file')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await records()).shareTables(options)));
  share
    .command('schema')
    .description('print the JSON Schema of an aggregate file')
    .action(async () => setExit((await records()).printAggregateSchema()));
}
