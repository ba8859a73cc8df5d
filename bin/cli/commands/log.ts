import { type Command, Option } from 'commander';
import { LOG_PURPOSES } from '../../../queue/contracts/index.ts';
import { DATA, DATA_HELP, JSON_HELP, repeated } from '../program.ts';

const purpose = () =>
  new Option('--purpose <purpose>', 'what the log is read for; reading is an entry of the log too').choices(
    LOG_PURPOSES,
  );

/** Declares the commands on the transparency log; their code is loaded when they run. */
export function addLogCommands(program: Command, setExit: (code: number) => void): void {
  const log = program.command('log').description('the transparency log');
  log
    .command('verify [exported]')
    .description('walk the whole log and name the first bad entry; or an exported log, or a proof, offline')
    .option('--key <vkey>', 'verifier key of the log, or a file with it: for an exported log or a proof')
    .option('--policy <file>', 'a C2SP policy: whose cosignatures a checkpoint needs to count')
    .option(
      '--checkpoint <file>',
      'an earlier checkpoint that this log must continue (repeatable)',
      repeated,
      [],
    )
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (exported, options) =>
      setExit(
        exported === undefined
          ? await (await import('./log-verify.ts')).logVerify(options)
          : await (await import('./log-verify-offline.ts')).logVerifyOffline(exported, options),
      ),
    );
  log
    .command('monitor <log>')
    .description(
      "watch somebody else's log: rebuild it from an exported folder or an address, and hold it to all that was seen of it",
    )
    .requiredOption('--key <vkey>', 'verifier key of the log, or a file with it')
    .requiredOption('--data <dir>', 'where it remembers what it has seen')
    .option('--policy <file>', 'a C2SP policy: whose cosignatures a checkpoint needs to count')
    .option('--ask-witnesses', 'also hold the log to what the witnesses of the policy say they cosigned last')
    .option('--checkpoint <file>', 'a checkpoint that somebody else has seen (repeatable)', repeated, [])
    .addOption(
      new Option('--network <network>', 'in which network the address is')
        .choices(['public', 'private', 'loopback'])
        .default('public'),
    )
    .option('--json', JSON_HELP)
    .action(async (source, options) =>
      setExit(await (await import('./log-monitor.ts')).logMonitor(source, options)),
    );
  log
    .command('audits <exported>')
    .description('make every draw of past judgments again, from an exported log with bodies, offline')
    .option('--key <vkey>', 'verifier key of the log, or a file with it')
    .option('--json', JSON_HELP)
    .action(async (exported, options) =>
      setExit(await (await import('./log-audits.ts')).logAudits(exported, options)),
    );
  log
    .command('checkpoint')
    .description(
      'sign what the log is now, show it to the witnesses, and print it: whoever keeps it can hold the log to it',
    )
    .option(DATA, DATA_HELP)
    .action(async (options) => setExit(await (await import('./log-records.ts')).logCheckpoint(options)));
  log
    .command('key')
    .description('print the verifier key of the log, for those who check its checkpoints')
    .option(DATA, DATA_HELP)
    .action(async (options) => setExit(await (await import('./log-records.ts')).logKey(options)));
  log
    .command('proof <id>')
    .description(
      'print a proof that an entry is in the log, by its position or by what it is about; verifies offline',
    )
    .option('--with-body', 'give away what the entry says, too')
    .addOption(purpose())
    .option(DATA, DATA_HELP)
    .action(async (id, options) => setExit(await (await import('./log-records.ts')).logProof(id, options)));
  log
    .command('export <folder>')
    .description('write the log as others can verify it: checkpoint, tiles and commitments')
    .option('--with-bodies', 'give away what entries say, too, as far as it was not shredded')
    .addOption(purpose())
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (folder, options) =>
      setExit(await (await import('./log-records.ts')).logExport(folder, options)),
    );
}
