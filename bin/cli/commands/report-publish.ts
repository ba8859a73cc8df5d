import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  checkReport,
  DATA_FILE,
  LEAST_PUBLIC_METHOD,
  pageName,
  REPORT_LANGUAGES,
  reportFileNames,
} from '../../../queue/report/index.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { publishReport } from '../../../queue/storage/index.ts';
import { EXIT } from '../exit.ts';
import { operatorId } from '../operator.ts';
import type { SharedOptions } from '../program.ts';
import { reportFolder } from '../report-folder.ts';
import { say, sayJson, warn } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

const Head = z.looseObject({ period: z.string(), method: z.number() });

/**
 * One of the two words it takes to publish a report that was made here. Which files it is, by their hashes, becomes an entry.
 * Exit code 1 while a second person has to say so, 4 where the folder does not hold what it says.
 */
export async function publish(folder: string, options: SharedOptions): Promise<number> {
  const read = reportFolder(folder);
  const faults = checkReport((name) => read(name)?.toString('utf8') ?? null);
  if (faults.length > 0) {
    warn(faults.join('\n'));
    return EXIT.data;
  }
  const files = hashesOf(read);
  const { period, method } = Head.parse(JSON.parse(String(read(DATA_FILE))));
  if (method < LEAST_PUBLIC_METHOD)
    throw new AppError(
      'report.refused',
      `expected a report made by method ${LEAST_PUBLIC_METHOD} or later, found one by method ${method}, whose tally shows counts that its months hold back; make it again with: vigie report --period ${period} --out DIR`,
    );
  return withRecords(options, 'report', async ({ database: { db } }) => {
    const act = { period, sha256: files[DATA_FILE] ?? '', files, actor: operatorId(), now: new Date() };
    const waitsFor = await publishReport(db, act);
    if (options.json) sayJson({ period, published: waitsFor === null, files });
    else
      say(
        waitsFor === null
          ? `the report for ${period} is published: put these files where the public finds them, unchanged`
          : `${waitsFor} would publish the report for ${period}; a second person must say so, of the same files`,
      );
    return waitsFor === null ? EXIT.done : EXIT.findings;
  });
}

/** @throws AppError `usage.invalid` where one of the printed pages is missing and the other is not */
function hashesOf(read: (name: string) => Buffer | null): Record<string, string> {
  const languages = Object.keys(REPORT_LANGUAGES) as (keyof typeof REPORT_LANGUAGES)[];
  const printed = languages.map((language) => pageName(language, 'pdf'));
  const there = printed.filter((name) => read(name) !== null);
  if (there.length > 0 && there.length < printed.length)
    throw new AppError(
      'usage.invalid',
      `expected all of ${printed.join(', ')} or none, found ${there.join(', ')}`,
    );
  return Object.fromEntries(
    [...reportFileNames(), ...there].map((name) => [
      name,
      createHash('sha256')
        .update(read(name) ?? '')
        .digest('hex'),
    ]),
  );
}
