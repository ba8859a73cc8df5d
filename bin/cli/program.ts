import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, CommanderError, Option, Command as Program } from 'commander';
import { type Config, parseConfig, SETTINGS } from '../../queue/runtime/config.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { projectRoot } from '../../queue/runtime/thread-entry.ts';
import type { OwnData } from './output-place.ts';
import { shown } from './terminal.ts';

/** Options that many commands share. */
export interface SharedOptions {
  readonly data?: string;
  readonly json?: boolean;
  /** How, for machines; whoever names one asks for `json`, too. */
  readonly format?: MachineFormat;
}

/** `ndjson`: of a list one record a line. */
export type MachineFormat = (typeof MACHINE_FORMATS)[number];
const MACHINE_FORMATS = ['json', 'ndjson'] as const;

/** How those options are declared. */
export const DATA = '--data <dir>';
export const DATA_HELP = 'data directory of the embedded default';
export const JSON_HELP = 'machine-readable output';

/** Configuration from the environment, with what the command line says on top. */
export function configFrom(options: Pick<SharedOptions, 'data'> & { readonly port?: number }): Config {
  // An unset variable of a script would otherwise put the records into the working directory.
  if (options.data === '') throw new AppError('usage.invalid', 'expected a directory after --data, found ""');
  return parseConfig(process.env, { dataDir: options.data, port: options.port });
}

/**
 * The same as far as it says where an installation's own data are, for commands that need none of it: whoever makes a key, or reads
 * reports on the computer with theirs, may have any other setting wrong.
 */
export function ownData(): OwnData {
  const names = [SETTINGS.dataDir, SETTINGS.evidenceDir, SETTINGS.vaultKeyFile].map(({ env }) => env);
  return parseConfig(Object.fromEntries(names.map((name) => [name, process.env[name]])));
}

export function wholeNumber(min: number, max: number): (value: string) => number {
  return (value) => {
    // An unset variable of a script is "", which is no 0.
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new AppError('usage.invalid', `expected a whole number from ${min} to ${max}, found "${value}"`);
  };
}

/** The number that records give to a case, an export, a notice or a hold. */
export const numberOf = wholeNumber(1, 2 ** 48);

/** Several of them, separated by commas. */
export const numbersOf = (value: string): number[] => value.split(',').map(numberOf);

/** Gathers the values of an option that may be given again. */
export function repeated(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** Gives every command that prints for machines the way to say how. Commands that have formats of their own keep them. */
export function offerFormats(command: Command): void {
  for (const own of command.commands) offerFormats(own);
  const names = command.options.map(({ long }) => long);
  if (!names.includes('--json') || names.includes('--format')) return;
  command.addOption(
    new Option(
      '--format <format>',
      'as --json; or ndjson: each record of a list on a line of its own',
    ).choices(MACHINE_FORMATS),
  );
}

/** Has each fault of an option's value say of which option it is: a command may take several numbers. To be done once. */
export function nameOptions(command: Command): void {
  for (const own of command.commands) nameOptions(own);
  for (const option of command.options) {
    const { parseArg } = option;
    if (parseArg === undefined) continue;
    option.argParser((value, before) => {
      try {
        return parseArg(value, before);
      } catch (error) {
        throw error instanceof AppError
          ? new AppError(error.code, `${option.long}: ${error.message}`)
          : error;
      }
    });
  }
}

/** Whoever names a format of machines wants what `--json` prints. */
function takeFormat(command: Command): void {
  if (MACHINE_FORMATS.includes(command.getOptionValue('format') as MachineFormat))
    command.setOptionValue('json', true);
}

/** Of these the value is a path. */
const PATHS = /<(dir|file|folder|release)(\.\.\.)?>/;

/**
 * Where a variable of a script is unset, an option takes the next one for its value: `start --data $UNSET --demo` would begin a real
 * installation in a folder named `--demo`. What is meant to begin with a hyphen is written as `./-name`.
 */
function refuseTakenOptions(command: Command): void {
  const flags = new Set(command.options.flatMap(({ long, short }) => [long, short]));
  for (const option of command.options) {
    const given: unknown[] = [command.getOptionValue(option.attributeName())].flat();
    const taken = given.find(
      (value) =>
        typeof value === 'string' &&
        (flags.has(value) || (PATHS.test(option.flags) && value.startsWith('-'))),
    );
    if (taken !== undefined)
      throw new AppError('usage.invalid', `expected a value after ${option.long}, found the option ${taken}`);
  }
}

export function newProgram(): Command {
  return new Program('vigie')
    .version(readVersion())
    .description('A lookout for online offers to smuggle migrants. People decide; this program never does.')
    .showHelpAfterError('(run with --help for the usage)')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeErr: (text) => void process.stderr.write(shown(text)) })
    .hook('preAction', (_, command) => {
      refuseTakenOptions(command);
      takeFormat(command);
    })
    .exitOverride();
}

export function readVersion(): string {
  return JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')).version;
}

/** Commander ends with its own errors; help and version are no failures. */
export function exitCodeOf(error: CommanderError): number {
  return error.exitCode === 0 ? 0 : 2;
}

export { CommanderError };
