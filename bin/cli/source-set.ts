import { join } from 'node:path';
import type { Source } from '../../queue/contracts/index.ts';
import type { Config } from '../../queue/runtime/config.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { faultLine } from '../../queue/runtime/file-fault.ts';
import { type LoadedSources, loadSources, type SourceFault } from '../../workers/sources/index.ts';

export function loadConfigured(config: Config): Promise<LoadedSources> {
  return loadSources(join(config.configDir, 'sources'));
}

/** All faults as one error, a line each, with file:line:column. */
export function faultsAsError(faults: readonly SourceFault[]): AppError {
  const lines = faults.map(faultLine);
  return new AppError('config.sources', lines.join('\n'), { faults });
}

/**
 * The configured sources by id.
 * @throws AppError `config.sources` with file:line:column of every fault
 */
export async function readSources(config: Config): Promise<Map<string, Source>> {
  const loaded = await loadConfigured(config);
  if (!loaded.ok) throw faultsAsError(loaded.faults);
  return new Map(loaded.sources.map((source) => [source.id, source]));
}

/**
 * @throws AppError `usage.invalid` naming the sources there are
 */
export function requireSource(sources: ReadonlyMap<string, Source>, id: string): Source {
  const source = sources.get(id);
  if (source) return source;
  throw new AppError(
    'usage.invalid',
    `expected one of the configured sources (${[...sources.keys()].join(', ') || 'none'}), found "${id}"; ` +
      'add a file to config/sources',
  );
}
