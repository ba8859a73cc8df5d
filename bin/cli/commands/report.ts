import { existsSync } from 'node:fs';
import {
  checkReport,
  makeReport,
  pageName,
  periodMonths,
  REPORT_LANGUAGES,
  reportFiles,
} from '../../../queue/report/index.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { createPrinter, type PrintPage } from '../../../workers/fetch/print-page.ts';
import { commandLogger } from '../command-logger.ts';
import { EXIT } from '../exit.ts';
import { writeNewFile } from '../new-file.ts';
import { operatorId } from '../operator.ts';
import { FOR_THE_PUBLIC, makeOutputFolder } from '../output-file.ts';
import { type OutputPlace, outputPlace, within } from '../output-place.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { reportFolder } from '../report-folder.ts';
import { readRules } from '../rule-set.ts';
import { say, sayJson } from '../terminal.ts';
import { withRecords } from '../with-records.ts';
import { uncheckedLanguages } from '../wording-of.ts';
import { publish } from './report-publish.ts';

export interface ReportOptions extends SharedOptions {
  readonly period?: string;
  readonly out?: string;
  readonly pdf: boolean;
  readonly check?: string;
  readonly publish?: string;
}

/** It holds no personal data, a second person has to read it, and the public pages run as another user. */
const READ_BY_ALL = { mode: FOR_THE_PUBLIC.file };

/**
 * Makes a report, checks one, or publishes one. Exit code 4 when a checked one does not hold.
 * @param findPrinter what finds the browser that prints: a test has none
 */
export async function report(options: ReportOptions, findPrinter = createPrinter): Promise<number> {
  const { period, check, publish: published } = options;
  const asked = [period, check, published].filter((one) => one !== undefined).length;
  if (asked !== 1)
    throw new AppError(
      'usage.invalid',
      `expected one of --period, --check and --publish, found ${asked === 0 ? 'none' : asked}`,
    );
  if (check !== undefined) return checkFolder(check, options);
  if (published !== undefined) return publish(published, options);
  return make(period ?? '', options, findPrinter);
}

async function make(
  period: string,
  options: ReportOptions,
  findPrinter: typeof createPrinter,
): Promise<number> {
  periodMonths(period);
  const folder = options.out ?? `report-${period}`;
  if (existsSync(folder))
    throw new AppError(
      'usage.invalid',
      `expected a folder that is not there yet, found ${folder}; choose another with --out DIR`,
    );
  const given = configFrom(options);
  const place = outputPlace(folder, given);
  // Before anything is written: whoever has no browser would be left with entries of a report that was never handed on.
  const printPage = options.pdf ? await requirePrinter(given, findPrinter) : null;
  const { compiled } = await readRules(given);
  return withRecords(options, 'report', async (records) => {
    const data = await makeReport(records.database.db, records.vault, period, {
      actor: operatorId(),
      now: new Date(),
      uncheckedLanguages: uncheckedLanguages(compiled),
    });
    const files = reportFiles(data);
    makeOutputFolder(place, FOR_THE_PUBLIC.folder);
    for (const [name, content] of files) await writeNewFile(within(place, name), () => content, READ_BY_ALL);
    const names = [...files.keys(), ...(printPage === null ? [] : await print(place, files, printPage))];
    if (options.json) sayJson({ period, folder, files: names, log: data.log });
    else say(`${folder}: ${names.join(', ')}`);
    return EXIT.done;
  });
}

/** @throws AppError `browser.none` */
async function requirePrinter(config: Config, findPrinter: typeof createPrinter): Promise<PrintPage> {
  const printPage = await findPrinter({
    configuredPath: config.chromiumPath,
    logger: commandLogger(config),
  });
  if (printPage !== null) return printPage;
  throw new AppError(
    'browser.none',
    'expected a browser that prints the pages, found none; with --no-pdf the report goes without, and doctor says how to get one',
  );
}

/** @returns the names of what was printed */
async function print(
  folder: OutputPlace,
  files: ReadonlyMap<string, string>,
  printPage: PrintPage,
): Promise<string[]> {
  const languages = Object.keys(REPORT_LANGUAGES) as (keyof typeof REPORT_LANGUAGES)[];
  const names = languages.map((language) => pageName(language, 'pdf'));
  for (const [at, language] of languages.entries()) {
    const page = files.get(pageName(language, 'html')) ?? '';
    await writeNewFile(within(folder, names[at] ?? ''), () => printPage(page), READ_BY_ALL);
  }
  return names;
}

function checkFolder(folder: string, { json }: SharedOptions): number {
  const read = reportFolder(folder);
  const faults = checkReport((name) => read(name)?.toString('utf8') ?? null);
  if (json) sayJson({ folder, faults });
  else say(faults.length === 0 ? `${folder}: every figure is what its files come to` : faults.join('\n'));
  return faults.length === 0 ? EXIT.done : EXIT.data;
}
