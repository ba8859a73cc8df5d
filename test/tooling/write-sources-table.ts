/** Writes the tables of docs/sources.md anew: `npm run -s docs:sources`. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IMPORTS_END, IMPORTS_START, importTable } from '../fixtures/imports/import-table.ts';
import { behaviourTable, TABLE_END, TABLE_START } from '../fixtures/sources/behaviour-table.ts';

const PAGE = join(import.meta.dirname, '../../docs/sources.md');

function withTable(page: string, start: string, end: string, table: string): string {
  const [before, rest] = page.split(start);
  const after = rest?.split(end)[1];
  if (after === undefined) {
    process.stderr.write(`expected the marks ${start} and ${end} in ${PAGE}, found none; put them back\n`);
    process.exit(4);
  }
  return `${before}${start}\n\n${table}\n${end}${after}`;
}

const page = withTable(await readFile(PAGE, 'utf8'), TABLE_START, TABLE_END, behaviourTable());
await writeFile(PAGE, withTable(page, IMPORTS_START, IMPORTS_END, importTable()));
