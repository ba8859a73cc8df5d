import { type Command, Option } from 'commander';
import { IncidentKind, Severity } from '../../../queue/contracts/index.ts';
import { DATA, DATA_HELP, JSON_HELP } from '../program.ts';

/** Declares the commands on reports, evaluation and incidents; their code is loaded when they run. */
export function addReportCommands(program: Command, setExit: (code: number) => void): void {
  program
    .command('report')
    .description('the transparency report of a period, in English and French, with the figures it is made of')
    .option(
      '--period <period>',
      'a month, quarter, half-year or year that is over: 2026-10, 2026-Q4, 2026-H2, 2026',
    )
    .option('--out <dir>', 'where it goes; a new folder (report-PERIOD)')
    .option('--no-pdf', 'pages and figures alone, without a browser')
    .option('--check <dir>', 'work out every figure of a report anew from its files; needs no records')
    .option('--publish <dir>', 'say that a report that was made here be published; it takes two people')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./report.ts')).report(options)));

  program
    .command('coverage')
    .description(
      'where it looks, what came, and where it would see nothing: invented offers are scored to tell',
    )
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./coverage.ts')).coverage(options)));

  program
    .command('statistics')
    .description('releases of tables')
    .command('reopen')
    .description('say which months had tables released between a backup and its restore; it takes two people')
    .option('--released <month...>', 'such months, which stay closed; without it there was none')
    .option(DATA, DATA_HELP)
    .action(async (options) => setExit(await (await import('./statistics.ts')).reopen(options)));

  const evaluation = program.command('evaluation').description('what rules and sources are measured by');
  evaluation
    .command('fix <month>')
    .description('fix the plan of a month that has not begun, from config/evaluation.yml; it stays for good')
    .option(DATA, DATA_HELP)
    .action(async (month, options) =>
      setExit(await (await import('./evaluation.ts')).fixMonth(month, options)),
    );
  evaluation
    .command('run <month>')
    .description('hold every rule and source against the plan of a month that is over')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (month, options) =>
      setExit(await (await import('./evaluation.ts')).runMonth(month, options)),
    );
  evaluation
    .command('lift <source>')
    .description('say that a suspended source is collected again; it takes two people')
    .option(DATA, DATA_HELP)
    .action(async (source, options) =>
      setExit(await (await import('./evaluation.ts')).liftSource(source, options)),
    );

  program
    .command('incident')
    .description(
      'record something that went wrong for people; a serious one stops collecting and scoring at once',
    )
    .requiredOption('--on <day>', 'when it happened, such as 2026-10-03')
    .addOption(new Option('--kind <kind>', 'what it was').choices(IncidentKind.options).makeOptionMandatory())
    .addOption(new Option('--severity <severity>', 'how bad').choices(Severity.options).makeOptionMandatory())
    .requiredOption('--summary <text>', 'for whoever mends it; it names nobody')
    .option(DATA, DATA_HELP)
    .action(async (options) => setExit(await (await import('./incident.ts')).incident(options)));
}
