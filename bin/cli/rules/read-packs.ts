import { parseConfig, SETTINGS } from '../../../queue/runtime/config.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import {
  compileRules,
  createScorer,
  type Finding,
  type LocatedPack,
  lintPacks,
  type ParsedPacks,
  parsePacks,
  readPackFiles,
  type Scorer,
  shippedPacksDir,
} from '../../../rules/index.ts';

export interface PacksOption {
  readonly packs?: string | undefined;
}

/** The folder that a command was pointed at; else that of the packs which this installation scores with. */
export function packsFolder({ packs }: PacksOption): string {
  if (packs !== undefined) return packs;
  // No other setting is asked for: an analyst's tool needs no installation.
  const { env } = SETTINGS.packsDir;
  return parseConfig({ [env]: process.env[env] }).packsDir ?? shippedPacksDir();
}

/** Every pack of the folder that can be read, and every fault of the others. */
export async function readParsedPacks(options: PacksOption): Promise<ParsedPacks> {
  const files = readPackFiles(packsFolder(options));
  const parsed = parsePacks(files.sources);
  return { ...parsed, faults: [...files.faults, ...parsed.faults] };
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
  if (parsed.faults.length > 0) {
    const lines = parsed.faults.map(
      ({ file, line, column, code, message }) => `${file}:${line}:${column}: ${code}: ${message}`,
    );
    throw new AppError('config.rules', lines.join('\n'), { faults: parsed.faults });
  }
  return parsed;
}

export function scorerOf(located: readonly LocatedPack[]): Scorer {
  return createScorer(compileRules(located.map(({ pack }) => pack)), { release: null });
}

export { type Finding, lintPacks };
