import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Source } from '../../queue/contracts/index.ts';
import { messageOf } from '../../queue/runtime/errors.ts';
import { atStart, type FileFault, type Place } from '../../queue/runtime/file-fault.ts';
import { readYamlFile } from '../../queue/runtime/yaml/yaml-file.ts';
import { readApiKey } from './api-key.ts';
import { checkSelectors } from './check-selectors.ts';
import { whyForbidden } from './forbidden-keys.ts';

export type SourceFault = FileFault;

/** A source with the file that holds it. */
export interface LocatedSource {
  readonly source: Source;
  readonly file: string;
  /** Where a value stands in the file. */
  placeOf(path: readonly string[]): Place;
}

export type LoadedSources =
  | { readonly ok: true; readonly sources: Source[]; readonly located: LocatedSource[] }
  /** `located`: the sources of the files that have no fault. */
  | { readonly ok: false; readonly faults: SourceFault[]; readonly located: LocatedSource[] };

const SHAPE = { schema: Source, holds: 'one source', whyUnknown: whyForbidden };

/**
 * Reads every `*.yml` of a folder, one source per file, and tells all faults at once. An authorisation that has expired is
 * no fault here: the source exists, its state says `expired`, and collecting it is refused.
 */
export async function loadSources(folder: string): Promise<LoadedSources> {
  const faults: SourceFault[] = [];
  const located: LocatedSource[] = [];
  const seen = new Map<string, string>();
  for (const file of await listFiles(folder, faults)) {
    const { value: source, placeOf, faults: own } = await readYamlFile(file, SHAPE);
    faults.push(...own);
    if (source === undefined) continue;
    const faultAt = (path: readonly string[], message: string) =>
      faults.push({ file, ...placeOf(path), message });
    await checkApiKey(source, (message) => faultAt(['apiKeyFile'], message));
    await checkSelectors(source, faultAt);
    const earlier = seen.get(source.id);
    if (earlier === undefined) {
      seen.set(source.id, file);
      located.push({ source, file, placeOf });
    } else {
      faultAt(
        ['id'],
        `expected an id of its own, found "${source.id}", which ${earlier} has too; rename one of them`,
      );
    }
  }
  if (faults.length === 0) return { ok: true, sources: located.map(({ source }) => source), located };
  // Files are read in order already; the schema tells its faults in an order of its own.
  faults.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
  return { ok: false, faults, located };
}

async function checkApiKey(source: Source, report: (message: string) => void): Promise<void> {
  // A source that is switched off needs no key yet.
  if (source.kind === 'import' || !source.enabled || source.apiKeyFile === undefined) return;
  await readApiKey(source.apiKeyFile).catch((error: unknown) => report(messageOf(error)));
}

async function listFiles(folder: string, faults: SourceFault[]): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith('.yml') || name.endsWith('.yaml'))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    faults.push(
      atStart(
        folder,
        `expected a folder with source files, found none that can be read (${messageOf(error)})`,
      ),
    );
    return [];
  }
}
