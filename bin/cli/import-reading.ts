import { AppError } from '../../queue/runtime/errors.ts';
import { faultLine } from '../../queue/runtime/file-fault.ts';
import { readYamlFile } from '../../queue/runtime/yaml/yaml-file.ts';
import { ImportMapping, parseMap } from '../../workers/intake/mapping.ts';
import type { OpenOptions } from '../../workers/intake/open-file.ts';
import type { PresetName } from '../../workers/intake/preset-names.ts';
import { isTimeZone } from '../../workers/intake/time.ts';

/** How a file is to be read, as the command line says it. */
export interface ImportReading {
  readonly preset?: PresetName;
  readonly map?: string;
  readonly timeZone?: string;
}

/** @throws AppError `usage.invalid` with every fault at once */
export async function readingFrom({ preset, map, timeZone }: ImportReading): Promise<OpenOptions> {
  const faults: string[] = [];
  if (timeZone !== undefined && !isTimeZone(timeZone))
    faults.push(`expected a time zone such as Europe/Athens or +03:30 for --time-zone, found "${timeZone}"`);
  const mapping = map === undefined ? undefined : await mappingFrom(map, faults);
  if (faults.length > 0) throw new AppError('usage.invalid', faults.join('\n'));
  return { preset, timeZone, mapping };
}

async function mappingFrom(map: string, faults: string[]): Promise<ImportMapping | undefined> {
  if (/\.ya?ml$/i.test(map) && !map.includes('=')) {
    const file = await readYamlFile(map, { schema: ImportMapping, holds: 'one mapping' });
    faults.push(...file.faults.map(faultLine));
    return file.value;
  }
  const parsed = parseMap(map);
  if ('mapping' in parsed) return parsed.mapping;
  faults.push(...parsed.faults.map((fault) => `--map: ${fault}`));
  return undefined;
}
