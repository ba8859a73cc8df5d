/** Writes the table of docs/sources.md anew: `npm run -s docs:sources`. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { behaviourTable, TABLE_END, TABLE_START } from '../fixtures/sources/behaviour-table.ts';

const PAGE = join(import.meta.dirname, '../../docs/sources.md');
const page = await readFile(PAGE, 'utf8');
const [before, rest] = page.split(TABLE_START);
const after = rest?.split(TABLE_END)[1];
if (after === undefined) {
  process.stderr.write(`expected the marks of the table in ${PAGE}, found none; put them back\n`);
  process.exit(4);
}
await writeFile(PAGE, `${before}${TABLE_START}\n\n${behaviourTable()}\n${TABLE_END}${after}`);
