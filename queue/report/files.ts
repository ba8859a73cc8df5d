import canonicalize from 'canonicalize';
import { z } from 'zod';
import { FAMILY_STATES } from '../contracts/figure.ts';
import { jsonOf } from '../runtime/json-of.ts';
import type { MonthCounts } from '../statistics/month-counts.ts';
import type { TallyRow } from './entry-tally.ts';
import { REPORT_METHODS } from './facts.ts';
import { renderReport } from './render-html.ts';
import { derivedFigures, type ReportData } from './report-data.ts';
import { reportEn } from './words-en.ts';
import { reportFr } from './words-fr.ts';

export const REPORT_LANGUAGES = { en: reportEn, fr: reportFr } as const;

/** Names of the files of a report, without the PDFs, which a browser prints from the pages. */
export function pageName(language: keyof typeof REPORT_LANGUAGES, ending: 'html' | 'pdf'): string {
  return `report.${language}.${ending}`;
}

/** The figures of a report, which each of its other files follows from. */
export const DATA_FILE = 'report.json';
const TALLY_FILE = 'log-tally.csv';
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
    [pageName('en', 'html'), renderReport(data, reportEn)],
    [pageName('fr', 'html'), renderReport(data, reportFr)],
    [DATA_FILE, dataFile(data)],
    [
      TALLY_FILE,
      csv(
        ['name', 'count'],
        data.tally.map(({ name, count }) => [name, count]),
      ),
    ],
    [
      FACTS_FILE,
      csv(
        ['fact', 'recommendation', 'side', 'count', 'entries'],
        data.facts.map((fact) => [fact.id, fact.recommendation, fact.side, fact.count, fact.of.join(' ')]),
      ),
    ],
    [
      MONTHS_FILE,
      csv(
        ['family', 'month', 'state', 'count'],
        [...monthRows('posts', data.posts), ...monthRows('outcomes', data.outcomes)],
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

/** RFC 4180. */
function csv(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) =>
    /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : value;
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/**
 * Works out every figure of a report anew: counts from the tally of log entries, measures from counts and plan, pages and
 * tables from all of them, and compares each file byte by byte.
 * @param read content of a file, `null` where there is none
 * @returns what differs, in words for whoever evaluates; nothing where all is as published
 */
export function checkReport(read: (name: string) => string | null): string[] {
  const data = jsonOf(read(DATA_FILE) ?? '');
  if (!isReport(data)) return [`${DATA_FILE}: expected the figures of a report, found another file or none`];
  const tally = parseTally(read(TALLY_FILE) ?? '');
  if (tally === null) return [`${TALLY_FILE}: expected lines of name and count, found others`];
  const anew = { ...data, tally, ...derivedFigures({ ...data, tally }) };
  const wrong = anew.facts.flatMap(({ id, count }) => {
    const said = data.facts.find((fact) => fact.id === id)?.count;
    return said === count ? [] : [`${id}: expected ${count}, as the log's entries add up, found ${said}`];
  });
  const files = [...reportFiles(anew)].flatMap(([name, content]) =>
    read(name) === content ? [] : [`${name}: expected what its figures come to, found another content`],
  );
  return [...wrong, ...files];
}

const Shape = z.looseObject({
  vigie: z.literal('report'),
  method: z.literal(REPORT_METHODS),
  facts: z.array(z.looseObject({ id: z.string(), count: z.number() })),
  months: z.array(z.string()),
  plans: z.array(z.looseObject({ month: z.string() })),
  outcomes: z.array(z.looseObject({ month: z.string() })),
  posts: z.array(z.looseObject({ month: z.string() })),
  incidents: z.array(z.looseObject({ kind: z.string(), count: z.number() })),
  releases: z.array(z.looseObject({ id: z.number() })),
  log: z.looseObject({ shredded: z.number() }),
});

function isReport(value: unknown): value is ReportData {
  return Shape.safeParse(value).success;
}

function parseTally(text: string): TallyRow[] | null {
  const [head, ...lines] = text.split('\r\n').slice(0, -1);
  const rows = lines.map((line) => /^([^",]+),(\d+)$/.exec(line));
  if (head !== 'name,count' || rows.includes(null)) return null;
  return rows.map((row) => ({ name: row?.[1] ?? '', count: Number(row?.[2]) }));
}
