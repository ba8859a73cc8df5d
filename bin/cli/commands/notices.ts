import { type Command, Option } from 'commander';
import { NOTICE_FILES } from '../../../queue/contracts/index.ts';
import { DATA, DATA_HELP, JSON_HELP, numberOf } from '../program.ts';

/** Declares the commands on the outbox; notices are drafted and confirmed on the dashboard, and sent by people. */
export function addNoticeCommands(program: Command, setExit: (code: number) => void): void {
  const notices = program
    .command('notices')
    .description(
      'the outbox of notices to platforms: reads it and takes out what was confirmed; sends nothing',
    );
  const run = () => import('./notices-run.ts');
  notices
    .command('list')
    .description('notices and where they stand; exit 1 where a platform has to be told that one is withdrawn')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await run()).listNotices(options)));
  notices
    .command('show <notice>')
    .description('what a notice says and what became of it; that you read it is logged')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (number, options) => setExit(await (await run()).showNotice(numberOf(number), options)));
  notices
    .command('export <notice> <file>')
    .description('take a confirmed notice out as a file, for you to send')
    .addOption(new Option('--as <form>', 'what kind of file').choices(NOTICE_FILES).default('eml'))
    .option(DATA, DATA_HELP)
    .action(async (number, file, options) =>
      setExit(await (await run()).exportNotice(numberOf(number), file, options)),
    );
}
