import { type Command, Option } from 'commander';
import { NOTICE_LANGUAGES } from '../../../queue/contracts/index.ts';
import { DATA, DATA_HELP, JSON_HELP, numberOf } from '../program.ts';

/** Declares the commands on duties to tell whoever posted; what came of them is written down on the dashboard, by people. */
export function addTellingCommands(program: Command, setExit: (code: number) => void): void {
  const telling = program
    .command('telling')
    .description('duties to tell whoever posted what was done: reads them and drafts letters; tells nobody');
  const run = () => import('./telling-run.ts');
  telling
    .command('list')
    .description('duties and where they stand; exit 1 where a day of telling, or of a review, is over')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await run()).listTellings(options)));
  telling
    .command('show <duty>')
    .description('what was done, and everything that was written down of the duty')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (number, options) => setExit(await (await run()).showTelling(numberOf(number), options)));
  telling
    .command('letter <duty> <folder>')
    .description('draft a letter for each post, as new files; that you read the addresses is logged')
    .addOption(
      new Option('--language <code>', 'language of the letter').choices(NOTICE_LANGUAGES).default('en'),
    )
    .option(DATA, DATA_HELP)
    .action(async (number, folder, options) =>
      setExit(await (await run()).draftLetters(numberOf(number), folder, options)),
    );
}
