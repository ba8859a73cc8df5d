import canonicalize from 'canonicalize';
import { FAMILY_STATES } from '../contracts/figure.ts';
import type { MonthCounts } from '../statistics/month-counts.ts';
import { renderReport } from './render-html.ts';
import type { ReportData } from './report-data.ts';
import { type ReportLanguage, wordsOf } from './words.ts';

/** Names of the files of a report, without the PDFs, which a browser prints from the pages. */
export function pageName(language: ReportLanguage, ending: 'html' | 'pdf'): string {
  return `report.${language}.${ending}`;
}

/** The figures of a report, which each of its other files follows from. */
export const DATA_FILE = 'report.json';
/** Counts of entries, which figures are made of. */
export const TALLY_FILE = 'log-tally.csv';
const FACTS_FILE = 'facts.csv';
const MONTHS_FILE = 'months.csv';

/** The files of every report, in their order. */
export function reportFileNames(): string[] {
  return [pageName('en', 'html'), pageName('fr', 'html'), DATA_FILE, TALLY_FILE, FACTS_FILE, MONTHS_FILE];
}

/** Content of the file of figures: canonical JSON (RFC 8785) and a line break. */
export function dataFile(data: ReportData): string {
  return `${canonicalize(data)}\n`;
}

/** Every file of a report by its name: the pages, and the figures that they are made of. */
export function reportFiles(data: ReportData): ReadonlyMap<string, string> {
  return new Map([
    [pageName('en', 'html'), renderReport(data, wordsOf('en', data.method))],
    [pageName('fr', 'html'), renderReport(data, wordsOf('fr', data.method))],
    [DATA_FILE, dataFile(data)],
    [
      TALLY_FILE,
      csv(
        ['name', 'count'],
        data.tally.map(({ name, count }) => [name, count ?? '']),
      ),
    ],
    [
      FACTS_FILE,
      csv(
        ['fact', 'recommendation', 'side', 'count', 'entries'],
        data.facts.map((fact) => [
          fact.id,
          fact.recommendation,
          fact.side,
          fact.count ?? '',
          fact.of.join(' '),
        ]),
      ),
    ],
    [
      MONTHS_FILE,
      csv(
        ['family', 'month', 'state', 'count'],
        [
          ...monthRows('posts', data.posts),
          ...monthRows('outcomes', data.outcomes),
          ...hiringRows(data.hiring ?? []),
        ],
      ),
    ],
  ]);
}

/** In the order of the states, which a file that was read again has lost. */
function monthRows(family: 'posts' | 'outcomes', months: readonly MonthCounts[]): (string | number)[][] {
  return months.flatMap(({ month, counts, total }) => [
    ...FAMILY_STATES[family].map((state) => [family, month, state, counts[state] ?? '']),
    [family, month, 'all', total ?? ''],
  ]);
}

/** What an empty count is not: that it was held back. */
function hiringRows(hiring: NonNullable<ReportData['hiring']>): (string | number)[][] {
  return hiring.map(({ month, isCounted, count }) => [
    ...['offers', month, 'hires-carriers'],
    isCounted ? (count ?? '') : 'not-counted',
  ]);
}

/** RFC 4180. */
function csv(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) =>
    /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : value;
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
