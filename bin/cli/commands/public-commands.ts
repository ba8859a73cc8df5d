import type { Command } from 'commander';
import { AppError } from '../../../queue/runtime/errors.ts';
import { DATA, DATA_HELP, JSON_HELP, wholeNumber } from '../program.ts';

/** Whoever works under a user of the host that several people share. An unset variable of a script is "", which is nobody. */
function somebody(value: string): string {
  if (value.trim() !== '') return value;
  throw new AppError('usage.invalid', 'expected who it is after --as, found ""');
}

/** What the public sees, and what becomes of what it sends. */
export function addPublicCommands(program: Command, setExit: (code: number) => void): void {
  program
    .command('public')
    .description('serve the public pages: contest a post, report an offer')
    .option('--demo', 'with invented contacts and a key that nobody keeps')
    .option('--port <n>', 'port of the public pages, 0 for a free one', wholeNumber(0, 65_535))
    .option(DATA, DATA_HELP)
    .action(async (options) => setExit(await (await import('./public.ts')).servePublicPages(options)));

  const reports = program.command('reports').description('sealed reports of the public');
  reports
    .command('keygen <file>')
    .description('make a key for reports, on a computer without network, and print its public half')
    .action(async (file) => setExit(await (await import('./reports-offline.ts')).makeReportsKey(file)));
  reports
    .command('export <file>')
    .description('write sealed reports to a file; nothing of it can be read here')
    .option('--all', 'also those that were exported before')
    .option(DATA, DATA_HELP)
    .action(async (file, options) =>
      setExit(await (await import('./reports-records.ts')).exportReports(file, options)),
    );
  reports
    .command('open <file>')
    .description('open exported reports with the key, on a computer without network')
    .requiredOption('--key <file>', 'the key that "reports keygen" made')
    .option('--contact-key <file>', 'the key for contact details')
    .option(
      '--pictures <dir>',
      'where working copies of pictures go, under new names and without their metadata',
    )
    .action(async (file, options) =>
      setExit(await (await import('./reports-offline.ts')).openReports(file, options)),
    );
  reports
    .command('unopenable')
    .description('copies of reports for protection that cannot be opened; gives one up, for good')
    .option('--give-up <id>', 'the one that is waited for no longer; needs --reason')
    .option('--reason <text>', 'why; it goes into the log, so name nobody in it')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./reports-unopenable.ts')).unopenable(options)));
  reports
    .command('answer <thread> <file>')
    .description(
      "put the text of a file where the reporter's receipt shows it, in the place of an earlier answer",
    )
    .requiredOption('--as <name>', 'who answers; the log names them beside the user of the host', somebody)
    .option(DATA, DATA_HELP)
    .action(async (thread, file, options) =>
      setExit(await (await import('./reports-records.ts')).answerOneReport(thread, file, options)),
    );
  reports
    .command('close <thread>')
    .description(
      'erase what was sealed of the messages of a thread that were exported; its receipt then says "closed"',
    )
    .requiredOption('--as <name>', 'who closes it; the log names them beside the user of the host', somebody)
    .option(DATA, DATA_HELP)
    .action(async (thread, options) =>
      setExit(await (await import('./reports-records.ts')).closeOneReport(thread, options)),
    );
}
