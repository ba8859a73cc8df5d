import { type Command, Option } from 'commander';
import { wholeNumber } from '../program.ts';
import { addRightsCommands } from './rights.ts';
import { addRulesCommands } from './rules.ts';

const DATA = '--data <dir>';
const DATA_HELP = 'data directory of the embedded default';
const JSON_HELP = 'machine-readable output';

/**
 * Declares every command. Their code is loaded when they run, so that `score` does not wait for a database driver.
 * @param setExit takes the exit code of the command that ran
 */
export function addCommands(program: Command, setExit: (code: number) => void): void {
  program
    .command('start')
    .description('run everything in one process on the embedded default, and print the URL when ready')
    .option('--demo', 'serve, collect and show a fictional demo web on loopback')
    .option('--port <n>', 'port of the dashboard, 0 for a free one', wholeNumber(0, 65_535))
    .option(DATA, DATA_HELP)
    .action(async (options) => setExit(await (await import('./start.ts')).start(options)));

  for (const role of ['worker', 'scheduler', 'dashboard'] as const) {
    program
      .command(role)
      .description(`run the ${role} process on Redis and PostgreSQL`)
      .action(async () => setExit(await (await import('./roles.ts')).runRole(role)));
  }

  program
    .command('migrate')
    .description("bring the records to this version's schema")
    .option(DATA, DATA_HELP)
    .option('--app-role <name>', 'grant a PostgreSQL role what the processes need, and no more')
    .action(async (options) => setExit(await (await import('./migrate.ts')).runMigrate(options)));

  program
    .command('score')
    .description('score NDJSON {id, text, lang?} from standard input, without a database')
    .option('--packs <dir>', 'score with these packs, unsigned')
    .action(async (options) => setExit(await (await import('./score.ts')).score(options)));

  addRulesCommands(program, setExit);

  addRightsCommands(program, setExit);

  program
    .command('status')
    .description('count posts, items and log entries')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./status.ts')).status(options)));

  program
    .command('import <file>')
    .description('take in posts from NDJSON or CSV, plain or gzip; a killed import goes on where it was')
    .requiredOption('--source <id>', 'the configured source of kind `import` they belong to')
    .option('--dry-run', 'check the whole file and write nothing')
    .option('--rejects <file>', 'write rejected lines with their reasons to this file')
    .option('--no-wait', 'do not wait until every post has its lane')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (file, options) => setExit(await (await import('./import.ts')).runImport(file, options)));

  program
    .command('collect')
    .description('run one collection round now')
    .requiredOption('--once', 'one round, then end')
    .option('--source <id>', 'only this source')
    .option('--dry-run', 'show what the first pages of --source would bring, and store nothing')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./collect.ts')).collectOnce(options)));

  const sources = program.command('sources').description('the configured public places');
  sources
    .command('check')
    .description('report every fault of config/sources with its place')
    .option('--json', 'the sources as a JSON list')
    .addOption(
      new Option('--format <format>', 'text, or json: sources, faults and notices as one object')
        .choices(['text', 'json'])
        .default('text'),
    )
    .action(async (options) => setExit(await (await import('./sources-check.ts')).checkSources(options)));

  sources
    .command('health')
    .description('how each source has been doing: state, reasons, last yield, robots, next round')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./sources-health.ts')).sourcesHealth(options)));

  sources
    .command('schema')
    .description('print the JSON Schema of a source file, for editors')
    .action(async () => setExit((await import('./sources-schema.ts')).printSourceSchema()));

  const log = program.command('log').description('the transparency log');
  log
    .command('verify')
    .description('walk the whole log and name the first bad entry')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./log-verify.ts')).logVerify(options)));

  program
    .command('reconcile')
    .description('put every unfinished post back into the queue')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./reconcile.ts')).runReconcile(options)));

  program
    .command('doctor')
    .description('check this installation and say how to mend it')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./doctor.ts')).doctor(options)));

  program
    .command('backup <file>')
    .description('write all records to one file')
    .option(
      '--include-vault-key',
      'the file can be restored alone, and whoever has it can read every sealed text',
    )
    .option('--without-vault-key', 'the file is useless without the key, which you keep elsewhere')
    .option(DATA, DATA_HELP)
    .action(async (file, options) => setExit(await (await import('./backup.ts')).backup(file, options)));

  program
    .command('restore <file>')
    .description('read a backup into an empty installation')
    .option(DATA, DATA_HELP)
    .action(async (file, options) => setExit(await (await import('./restore.ts')).restore(file, options)));
}
