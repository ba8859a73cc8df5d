import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openImportFile } from '../../../workers/intake/open-file.ts';
import { type ImportCase, nameOf } from '../../fixtures/imports/import-case.ts';
import { IMPORT_CASES } from '../../fixtures/imports/import-cases.ts';

const TEXT =
  'The market by the harbour opens at nine and closes when the last boat is unloaded. See you there, as always.';
const PLANTED = { text: TEXT, author: 'somebody' };

export interface ImportRate {
  readonly name: string;
  /** Of computing: opened, cut into records, checked and made into posts; nothing is sealed or stored. */
  readonly microsecondsPerRecord: number;
  readonly recordsPerSecond: number;
  readonly megabytesPerSecond: number;
}

/**
 * What reading a file costs, export by export, from the cases that imports are tested with.
 * @param rounds the one that took least counts
 * @returns one after the other, as each is measured
 */
export async function* importRates(records: number, rounds: number): AsyncGenerator<ImportRate> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-bench-intake-'));
  try {
    for (const one of IMPORT_CASES.filter(({ variant }) => variant !== 'whole account')) {
      const path = join(folder, one.fileName);
      writeFileSync(path, repeated(one, records));
      yield await rateOf(one, path);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  async function rateOf(one: ImportCase, path: string): Promise<ImportRate> {
    let least = Number.POSITIVE_INFINITY;
    let read = 0;
    for (let round = 0; round < rounds; round += 1) {
      const begun = process.cpuUsage();
      const file = await openImportFile(path, { preset: one.preset });
      read = 0;
      for await (const some of file.records()) read += some.length;
      const { user, system } = process.cpuUsage(begun);
      least = Math.min(least, user + system);
    }
    if (read < records) throw new Error(`expected ${records} records of ${nameOf(one)}, found ${read}`);
    return {
      name: nameOf(one),
      microsecondsPerRecord: least / read,
      recordsPerSecond: (read * 1e6) / least,
      megabytesPerSecond: statSync(path).size / least,
    };
  }
}

/** The records of a case many times over, in a file that is still of its shape. */
function repeated(one: ImportCase, records: number): string {
  const content = one.content(PLANTED);
  if (!one.fileName.endsWith('.json')) {
    const [first = '', ...rest] = content.split(/(?<=\n)/);
    return one.fileName.endsWith('.csv') ? first + rest.join('').repeat(records) : content.repeat(records);
  }
  const document: unknown = JSON.parse(content);
  const many = (list: readonly unknown[]) =>
    Array.from({ length: Math.ceil(records / list.length) }, () => list).flat();
  const grown = hasMessages(document)
    ? { ...document, messages: many(document.messages) }
    : many([document].flat());
  return JSON.stringify(grown, null, 1);
}

function hasMessages(value: unknown): value is { readonly messages: readonly unknown[] } {
  return typeof value === 'object' && value !== null && 'messages' in value && Array.isArray(value.messages);
}
