import { type Command, Option } from 'commander';
import { PRESET_NAMES } from '../../../workers/intake/preset-names.ts';
import { DATA, DATA_HELP, JSON_HELP, repeated, wholeNumber } from '../program.ts';

/**
 * Declares the commands whose options need nothing of the records' words. Their code is loaded when they run, so that `score`
 * does not wait for a database driver.
 */
export function addSingleCommands(program: Command, setExit: (code: number) => void): void {
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
    .option(
      '--public-role <name>',
      'grant the role of the public pages inserting into two tables, and no more',
    )
    .option('--reports-role <name>', 'grant the role that exports and answers sealed reports what it needs')
    .action(async (options) => setExit(await (await import('./migrate.ts')).runMigrate(options)));

  program
    .command('score')
    .description('score NDJSON {id, text, lang?} from standard input, without a database')
    .option('--packs <dir>', 'score with these packs, unsigned')
    .option(
      '--hold <rule>',
      'with this rule switched off, as an assessment names it; may be given again',
      repeated,
    )
    .option(
      '--shadow <language>',
      'with this language in shadow, as `rules.shadowLanguages` of policy.yml has it; may be given again',
      repeated,
    )
    .action(async (options) => setExit(await (await import('./score.ts')).score(options)));

  program
    .command('status')
    .description('count posts, items and log entries')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./status.ts')).status(options)));

  program
    .command('import <file>')
    .description('take in posts from a file, plain or gzip; a killed import goes on where it was')
    .requiredOption('--source <id>', 'the configured source of kind `import` they belong to')
    .addOption(
      new Option(
        '--preset <name>',
        'which tool wrote the file; told by its beginning where that leaves no doubt',
      ).choices(PRESET_NAMES),
    )
    .option(
      '--map <fields>',
      'text=body,author=user.name,... or a mapping file (.yml), for the preset generic',
    )
    .option('--time-zone <zone>', 'zone of times that name none, such as Europe/Athens or +03:30')
    .option('--dry-run', 'show what would be taken in, and write nothing')
    .option('--rejects <file>', 'write rejected records with their reasons to this file')
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
      new Option(
        '--format <format>',
        'text; json: sources, faults and notices as one object; ndjson: each source on a line of its own',
      )
        .choices(['text', 'json', 'ndjson'])
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
    .option('--mapping', 'that of a mapping file for import --map instead')
    .action(async (options) => setExit((await import('./sources-schema.ts')).printSourceSchema(options)));

  const alerts = program.command('alerts').description('who is told of people at risk');
  alerts
    .command('check')
    .description('check config/alerts.yml, its secrets and the referral contacts; nothing is sent')
    .action(async () => setExit(await (await import('./alerts.ts')).checkAlerts()));
  alerts
    .command('test')
    .description('send every contact a message that says it is a test')
    .action(async () => setExit(await (await import('./alerts.ts')).testAlerts()));

  program
    .command('erasures')
    .description('list the certificates of what was erased')
    .option(
      '--export <position>',
      'one certificate by its position in the log, as JSON',
      wholeNumber(0, 2 ** 48),
    )
    .option('--last <n>', 'how many to list', wholeNumber(1, 10_000), 20)
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./erasures.ts')).erasures(options)));

  program
    .command('stop')
    .description('stop collecting and scoring in every process on these records')
    .requiredOption('--reason <text>', 'why; it goes into the log, so name nobody in it')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./stop.ts')).stop(options)));

  program
    .command('resume')
    .description('approve that collecting and scoring go on; it takes two people')
    .requiredOption('--approve', 'say so')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./stop.ts')).resume(options)));

  program
    .command('reconcile')
    .description('put every unfinished post back into the queue')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./reconcile.ts')).runReconcile(options)));

  const dead = program.command('dead').description('jobs and posts that were given up');
  dead
    .command('list')
    .description('what was given up, when, why, and whose post it was; nothing of its text')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./dead.ts')).listDead(options)));
  dead
    .command('replay [ids...]')
    .description('put given-up work back into the queue, by its number in the list')
    .option('--all', 'everything that can be put back')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (ids, options) => setExit(await (await import('./dead.ts')).replayDead(ids, options)));

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
    .option(
      '--keys <file>',
      'where the keys of the texts go, replacing the last ones (text-keys.gz beside the file)',
    )
    .option(DATA, DATA_HELP)
    .action(async (file, options) => setExit(await (await import('./backup.ts')).backup(file, options)));

  program
    .command('restore <file>')
    .description('read a backup into an empty installation')
    .option('--keys <file>', 'the newest keys of the texts (text-keys.gz beside the file)')
    .addOption(
      new Option(
        '--evidence-only',
        'bring back captured objects alone, into records that are there, from beside a backup of theirs',
      ).conflicts('keys'),
    )
    .option(DATA, DATA_HELP)
    .action(async (file, options) => {
      const run = options.evidenceOnly
        ? (await import('./restore-evidence.ts')).restoreEvidence
        : (await import('./restore.ts')).restore;
      setExit(await run(file, options));
    });
}
