import { type Command, Option } from 'commander';
import { DATA, DATA_HELP, JSON_HELP, repeated, wholeNumber } from '../program.ts';

const PACKS = '--packs <dir>';
const PACKS_HELP = 'the packs to look at, instead of those this installation scores with';

/** Declares the analyst's tools. Their code is loaded when they run. */
export function addRulesCommands(program: Command, setExit: (code: number) => void): void {
  const rules = program.command('rules').description("the analyst's tools: check, try and compare rules");
  rules
    .command('lint')
    .description('report all that is wrong or doubtful in the packs, with file:line:column')
    .option(PACKS, PACKS_HELP)
    .option(
      '--background <file>',
      'harmless posts, NDJSON {text, lang}: also report wording too common in them',
    )
    .addOption(
      new Option('--format <format>', 'how to report')
        .choices(['text', 'json', 'ndjson', 'sarif'])
        .default('text'),
    )
    .action(async (options) => setExit(await (await import('./rules-lint.ts')).lintRules(options)));
  rules
    .command('test')
    .description('run every example of every live rule')
    .option(PACKS, PACKS_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./rules-test.ts')).testRules(options)));
  rules
    .command('explain <text>')
    .description('say how the rules read a text (- reads standard input), and what was missing')
    .option(PACKS, PACKS_HELP)
    .option('--language <tag>', 'the language the source claims')
    .option(
      '--hold <rule>',
      'with this rule switched off, as the dashboard explains while it is on hold; may be given again',
      repeated,
    )
    .option(
      '--shadow <language>',
      'with this language in shadow, as `rules.shadowLanguages` of policy.yml has it; may be given again',
      repeated,
    )
    .option('--json', JSON_HELP)
    .action(async (text, options) =>
      setExit(await (await import('./rules-explain.ts')).explainText(text, options)),
    );
  rules
    .command('backtest <file>')
    .description('what a change gains and loses on the posts of a file, NDJSON {text, lang, label?}')
    .requiredOption(
      '--against <release>',
      'the packs before the change: a folder, or the id of a release that is shipped or that the records keep',
    )
    .option(PACKS, PACKS_HELP)
    .option(DATA, `${DATA_HELP}, for a release that the records keep`)
    .option('--json', JSON_HELP)
    .action(async (file, options) =>
      setExit(await (await import('./rules-backtest.ts')).backtestRules(file, options)),
    );
  rules
    .command('bench')
    .description(
      'how long scoring takes, and each rule in it, on posts of a file or the invented ones of the packs',
    )
    .option(PACKS, PACKS_HELP)
    .option('--file <file>', 'posts to measure on, NDJSON {text}, plain or .gz')
    .option('--posts <n>', 'how many of them, spread evenly over the file', wholeNumber(1, 1_000_000), 10_000)
    .option('--rounds <n>', 'how often each is measured', wholeNumber(1, 1000), 5)
    .option('--top <n>', 'how many of the dearest rules and patterns to show', wholeNumber(1, 10_000), 15)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./rules-bench.ts')).benchRules(options)));
  rules
    .command('schema')
    .description('print the JSON Schema of a pack file, for editors')
    .action(async () => setExit(await (await import('./rules-schema.ts')).printSchema()));
  addHoldCommands(rules, setExit);
  rules
    .command('publish <folder>')
    .description(
      'write the public registry of the rules in force, and the entry for algorithm registers; logged',
    )
    .option('--data <dir>', 'data directory of the embedded default')
    .option('--json', JSON_HELP)
    .action(async (folder, options) =>
      setExit(await (await import('./rules-publish.ts')).publishRules(folder, options)),
    );
  addReleaseCommands(rules, setExit);
}

function addHoldCommands(rules: Command, setExit: (code: number) => void): void {
  rules
    .command('hold <rule>')
    .description('switch off a rule that speaks for offers, in every process on these records')
    .requiredOption('--reason <text>', 'why; it goes into the log, so name nobody in it')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (rule, options) =>
      setExit(await (await import('./rules-holds.ts')).holdOneRule(rule, options)),
    );
  rules
    .command('lift <rule>')
    .description('say that a rule on hold may speak again; it takes two people, and not its author')
    .option('--reason <text>', 'why, for the log and for the second person')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (rule, options) =>
      setExit(await (await import('./rules-holds.ts')).liftOneRule(rule, options)),
    );
  rules
    .command('holds')
    .description('every hold there was, those in force first')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./rules-holds.ts')).listRuleHolds(options)));
}

const FIRST_HELP = 'nothing was released before, whatever release is known';
const PARENT_HELP =
  'the packs that its changes are counted from, to work them out again: a folder with its release.json, or the id of a release';
const DATA_RELEASES_HELP = `${DATA_HELP}, for releases that the records keep`;

function addReleaseCommands(rules: Command, setExit: (code: number) => void): void {
  const release = rules.command('release').description('sign packs, so that scoring can name what it used');
  release
    .command('prepare')
    .description('write the record to sign: what changed, and what it does to posts')
    .option(PACKS, PACKS_HELP)
    .option('--against <dir>', 'the packs released before, with their release.json; for all but the first')
    .option('--return-to <file>', 'the signed record under which these very packs were released before')
    .option('--posts <file...>', 'posts to measure the change on, NDJSON {text, lang, label?}')
    .option('--first', FIRST_HELP)
    .option(DATA, DATA_RELEASES_HELP)
    .action(async (options) => setExit(await (await import('./rules-release.ts')).prepareRelease(options)));
  release
    .command('sign')
    .description('sign the prepared record as an approver who changed nothing in it')
    .requiredOption('--as <id>', 'your id in config/approvers.yml')
    .requiredOption('--key <file>', 'your private key')
    .option(PACKS, PACKS_HELP)
    .option('--against <release>', PARENT_HELP)
    .option('--posts <file...>', 'the posts it was measured on, to measure again')
    .option('--first', FIRST_HELP)
    .option(DATA, DATA_RELEASES_HELP)
    .action(async (options) =>
      setExit(await (await import('./rules-release-sign.ts')).signReleaseRecord(options)),
    );
  release
    .command('verify')
    .description('check that the packs are the signed ones, and who signed')
    .option(PACKS, PACKS_HELP)
    .option('--against <release>', PARENT_HELP)
    .option('--posts <file...>', 'the posts it was measured on, to measure again')
    .option(DATA, DATA_RELEASES_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) =>
      setExit(await (await import('./rules-release-sign.ts')).verifyRelease(options)),
    );
  release
    .command('keygen <file>')
    .description('make a signing key, and print the line for config/approvers.yml')
    .requiredOption('--id <id>', 'whose key it is')
    .action(async (file, options) =>
      setExit(await (await import('../signing-key.ts')).makeSigningKey(file, options)),
    );
}
