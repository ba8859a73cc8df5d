import { type Command, Option } from 'commander';
import { EXPORT_PURPOSES } from '../../../queue/contracts/index.ts';
import { DATA, DATA_HELP, JSON_HELP, numberOf, numbersOf } from '../program.ts';

/** Declares the commands on evidence that is handed over; their code is loaded when they run. */
export function addEvidenceCommands(program: Command, setExit: (code: number) => void): void {
  const evidence = program
    .command('evidence')
    .description('evidence that is handed over: per case and recipient, by two people');
  const records = () => import('./evidence-records.ts');
  evidence
    .command('request <case>')
    .description('ask for the offers of a case to be handed over; somebody else must approve')
    .requiredOption('--recipient <id>', 'an entry of config/recipients.yml')
    .addOption(new Option('--purpose <purpose>', 'what for').choices(EXPORT_PURPOSES).makeOptionMandatory())
    .requiredOption('--reason <text>', 'why; it goes into the log, so name nobody in it')
    .option(DATA, DATA_HELP)
    .action(async (number, options) =>
      setExit(await (await records()).requestExport(numberOf(number), options)),
    );
  for (const word of ['approve', 'refuse'] as const) {
    evidence
      .command(`${word} <export>`)
      .description(`${word} what somebody else has asked for`)
      .option(DATA, DATA_HELP)
      .action(async (number, options) =>
        setExit(await (await records()).settleExport(numberOf(number), word, options)),
      );
  }
  evidence
    .command('export <export> <folder>')
    .description('hand an approved export over: write its bundle, whole or not at all')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (number, folder, options) =>
      setExit(await (await import('./evidence-export.ts')).exportBundle(numberOf(number), folder, options)),
    );
  evidence
    .command('list <case>')
    .description('exports of a case: who asked, who approved, what became of them')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (number, options) =>
      setExit(await (await records()).listExports(numberOf(number), options)),
    );
  evidence
    .command('custody [item]')
    .description('check the chain of custody of an item, or of all, and show the state of its time stamps')
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (item, options) => setExit(await (await records()).checkCustodyOf(item, options)));
  evidence
    .command('recalls')
    .description('what was called back after it was handed over, with a draft notice for each recipient')
    .option('--sent <export>', 'write down that you have sent the notice of this export', numberOf)
    .option('--acknowledged <export>', 'write down that the recipient of this export has answered', numberOf)
    .option('--places <numbers>', 'which items that notice named, as --draft says: 1,3', numbersOf)
    .option('--draft <export>', 'print the draft notice of this export, in English and French', numberOf)
    .option(DATA, DATA_HELP)
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await import('./evidence-recalls.ts')).recalls(options)));
  evidence
    .command('verify <folder>')
    .description('check a bundle, offline and without records; names every fault')
    .option('--key <file>', 'public key of the unit in PEM, got another way than with the bundle')
    .option('--log-key <vkey>', 'verifier key of the log, or a file with it')
    .option('--roots <file>', 'root certificates of the time-stamp authorities in PEM')
    .option(
      '--domain-roots <file>',
      'root certificates that the signer of the archives may have theirs from, in PEM',
    )
    .option(
      '--block-headers <file>',
      'headers of Bitcoin blocks, a height and 160 hexadecimal digits a line; without it those in the bundle count',
    )
    .option('--json', JSON_HELP)
    .action(async (folder, options) =>
      setExit(await (await import('./evidence-verify.ts')).verifyEvidence(folder, options)),
    );
  evidence
    .command('key')
    .description('print the public key of the unit, for those who check bundles')
    .option(DATA, DATA_HELP)
    .action(async (options) => setExit(await (await records()).printUnitKey(options)));
}
