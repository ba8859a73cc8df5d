import { parseConfig, SETTINGS } from '../../../queue/runtime/config.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import {
  compiledRulesDir,
  compileParsed,
  createScorer,
  type ParsedPacks,
  readPacks,
  type Scorer,
  shippedPacksDir,
} from '../../../rules/index.ts';

export interface PacksOption {
  readonly packs?: string | undefined;
}

/**
 * The folder that a command was pointed at; else that of the packs which this installation scores with.
 * @throws AppError `usage.invalid` where it was pointed at nothing
 */
export function packsFolder({ packs }: PacksOption): string {
  if (packs === '')
    throw new AppError('usage.invalid', 'expected a folder of packs after --packs, found nothing; name it');
  if (packs !== undefined) return packs;
  // No other setting is asked for: an analyst's tool needs no installation.
  const { env } = SETTINGS.packsDir;
  return parseConfig({ [env]: process.env[env] }).packsDir ?? shippedPacksDir();
}

/**
 * Every pack of the folder that can be read, and every fault of the others.
 * @throws AppError `config.rules` where there is no such folder, or no pack in it: that is no finding in packs
 */
export async function readParsedPacks(options: PacksOption): Promise<ParsedPacks> {
  const parsed = readPacks(packsFolder(options), compiledRulesDir());
  const whole = parsed.faults.filter(({ file }) => file === '.');
  if (whole.length > 0) throw faulty(whole);
  return parsed;
}

/**
 * All packs of the folder, with the places of what they say.
 * @throws AppError `config.rules` with file:line:column of every fault
 */
export async function readSoundPacks(options: PacksOption): Promise<ParsedPacks> {
  return requireSoundPacks(await readParsedPacks(options));
}

/**
 * Packs that were read, where none of them has a fault.
 * @throws AppError `config.rules` with file:line:column of every fault
 */
export function requireSoundPacks(parsed: ParsedPacks): ParsedPacks {
  if (parsed.faults.length > 0) throw faulty(parsed.faults);
  return parsed;
}

function faulty(faults: ParsedPacks['faults']): AppError {
  const lines = faults.map(
    ({ file, line, column, code, message }) => `${file}:${line}:${column}: ${code}: ${message}`,
  );
  return new AppError('config.rules', lines.join('\n'), { faults });
}

/** A scorer of packs in which nothing is wrong; no release stands behind it. */
export async function scorerOf(packs: ParsedPacks): Promise<Scorer> {
  return createScorer(await compileParsed(packs, compiledRulesDir()), { release: null });
}
