import { join } from 'node:path';
import type { Source } from '../../queue/contracts/index.ts';
import type { Config } from '../../queue/runtime/config.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { loadSources } from '../../workers/sources/index.ts';

/**
 * The configured sources by id.
 * @throws AppError `config.sources` with file:line:column of every fault
 */
export async function readSources(config: Config): Promise<Map<string, Source>> {
  const loaded = await loadSources(join(config.configDir, 'sources'));
  if (!loaded.ok) {
    const lines = loaded.faults.map(
      (fault) => `${fault.file}:${fault.line}:${fault.column}: ${fault.message}`,
    );
    throw new AppError('config.sources', lines.join('\n'), { faults: loaded.faults });
  }
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
