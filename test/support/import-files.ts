import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CollectedPost } from '../../queue/contracts/index.ts';
import type { NumberedRecord } from '../../workers/intake/csv.ts';
import { type OpenOptions, openImportFile } from '../../workers/intake/open-file.ts';

/** A folder of files to import, gone after the test. */
export function importFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-imports-'));
  return {
    write(name: string, content: string | Buffer): string {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Every record of a file, in its order. */
export async function recordsIn(path: string, options: OpenOptions = {}): Promise<NumberedRecord[]> {
  const file = await openImportFile(path, options);
  const records: NumberedRecord[] = [];
  for await (const some of file.records()) records.push(...some);
  return records;
}

export async function postsIn(path: string, options: OpenOptions = {}): Promise<CollectedPost[]> {
  return (await recordsIn(path, options)).flatMap(({ parsed }) => ('post' in parsed ? [parsed.post] : []));
}

/** What was rejected, by the record's place and the reason. */
export async function faultsIn(path: string, options: OpenOptions = {}): Promise<string[]> {
  return (await recordsIn(path, options)).flatMap(({ line, parsed }) =>
    'fault' in parsed ? [`${line}: ${parsed.fault}`] : [],
  );
}
