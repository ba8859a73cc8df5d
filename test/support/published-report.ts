import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportFiles } from '../../queue/report/index.ts';
import { reportData } from '../../queue/report/report-data.ts';
import type { PublishedRow } from '../../queue/storage/index.ts';
import { demoFigures } from './demo-figures.ts';

const NOW = new Date('2026-06-15T00:00:00Z');

/** Writes the files of an invented report below a folder. @returns what the records would say of it */
export function writeReport(folder: string, period = '2026-05'): PublishedRow {
  const data = reportData({
    period,
    months: [period],
    figures: demoFigures(NOW),
    hiring: [],
    tally: { rows: [], first: null, last: null, shredded: 0, byMonth: new Map() },
    releases: [],
    plans: [],
    incidents: [],
    uncheckedLanguages: ['am', 'ti'],
  });
  mkdirSync(folder, { recursive: true });
  const files = reportFiles(data);
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  const hashes = [...files].map(([name, text]) => [name, createHash('sha256').update(text).digest('hex')]);
  return { period, files: Object.fromEntries(hashes), publishedOn: '2026-06-20' };
}
