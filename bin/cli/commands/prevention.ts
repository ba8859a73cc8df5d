import { type Command, Option } from 'commander';
import { PREVENTION_FILES } from '../../../workers/prevention/render.ts';
import { DATA, DATA_HELP, JSON_HELP } from '../program.ts';

/** Messages of prevention: official words to everybody, which the rights staff signed and a person shows. */
export function addPreventionCommands(program: Command, setExit: (code: number) => void): void {
  const prevention = program
    .command('prevention')
    .description('messages of prevention in config/prevention; shows nothing to anybody by itself');
  const run = () => import('./prevention-run.ts');
  prevention
    .command('check')
    .description('say what keeps each message from being used, each fault with its place')
    .option('--json', JSON_HELP)
    .action(async (options) => setExit(await (await run()).checkPrevention(options)));
  prevention
    .command('sign <file>')
    .description('sign a message that somebody else wrote, after looking up what it tells')
    .requiredOption('--as <id>', 'your id in config/rights/approvers.yml')
    .requiredOption('--key <file>', 'your private key')
    .action(async (file, options) => setExit(await (await run()).signPrevention(file, options)));
  prevention
    .command('export <id> <file>')
    .description('take a signed message out as a new file, for you to show; that you did is logged')
    .addOption(new Option('--as <form>', 'what kind of file').choices(PREVENTION_FILES).default('html'))
    .option(DATA, DATA_HELP)
    .action(async (id, file, options) => setExit(await (await run()).exportPrevention(id, file, options)));
}
