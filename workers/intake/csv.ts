import { parse } from 'csv-parse/sync';
import { AppError } from '../../queue/runtime/errors.ts';
import { type FileLine, MAX_LINE_BYTES, readLines } from './lines.ts';
import type { Row as FieldsByName } from './preset.ts';
import { generic } from './presets/generic.ts';
import type { ParsedRecord } from './record.ts';

/** One record of a file. `raw` is what it says where it was rejected, as far as it could be read. */
export interface NumberedRecord {
  readonly line: number;
  /** Counts records where several may stand on one line; where it is left out the line counts them. */
  readonly ordinal?: number;
  readonly parsed: ParsedRecord;
  readonly raw?: string | undefined;
}

export interface CsvOptions {
  /**
   * Told the names of the columns; gives what makes posts of the rows. By default for records under our own names.
   * @throws AppError `input.invalid` when a column is missing
   */
  readonly openHeader?: (columns: readonly string[]) => (row: FieldsByName) => ParsedRecord;
  /** Between two fields; told by the header where it is left out. */
  readonly delimiter?: string | undefined;
  /** Looked for in the header first, where nothing says what parts two fields. */
  readonly likelyDelimiter?: string | undefined;
}

const ownNames = (columns: readonly string[]) => {
  const reader = generic.forColumns(columns, {});
  return (row: FieldsByName) => reader.take(row, new Map());
};

/**
 * Reads CSV (RFC 4180) with a header. A faulty row costs no other: where a quote is never closed, or is out of place,
 * only the row's first line is rejected and reading goes on with the line below it.
 * @throws AppError `input.invalid` when the header cannot be read or lacks a column
 */
export async function* readCsv(
  chunks: AsyncIterable<Uint8Array>,
  options: CsvOptions = {},
): AsyncGenerator<NumberedRecord[]> {
  const rows = csvRows(options);
  for await (const lines of readLines(chunks, { keepsBlank: true })) {
    const found: NumberedRecord[] = [];
    for (const line of lines) rows.take(line, found);
    yield found;
  }
  const last: NumberedRecord[] = [];
  rows.end(last);
  yield last;
}

function csvRows({ openHeader = ownNames, delimiter, likelyDelimiter }: CsvOptions) {
  let columns: readonly string[] | undefined;
  let takeRow: ((row: FieldsByName) => ParsedRecord) | undefined;
  let separator = delimiter;
  /** Lines of a row whose quote is still open, or the only line of the row at hand. */
  let open: FileLine[] = [];
  let openLength = 0;
  let isQuoteOpen = false;

  function take(line: FileLine, found: NumberedRecord[]): void {
    const raw = rawOf(line);
    const stated = columns === undefined && open.length === 0 ? SEPARATOR_LINE.exec(raw ?? '') : null;
    if (stated !== null) {
      separator ??= stated[1];
      return;
    }
    open.push(line);
    openLength += (raw?.length ?? 0) + 1;
    if (raw === undefined) {
      isQuoteOpen = false;
    } else if (countQuotes(raw) % 2 === 1) {
      isQuoteOpen = !isQuoteOpen;
    }
    if (isQuoteOpen) {
      if (openLength > MAX_LINE_BYTES) giveUp(found, 'a quote that is not closed');
      return;
    }
    separator ??= separatorOf(open, likelyDelimiter);
    const row = readRow(open, separator ?? ',');
    if (!('fault' in row)) {
      const [{ number }] = open as [FileLine];
      const text = open.map(rawOf).join('\n');
      reset();
      if (row.fields.length > 0) addRow(number, row.fields, text, found);
    } else if (open.length === 1 || row.isWhole) {
      const [{ number }] = open as [FileLine];
      const text = open.every((part) => rawOf(part) !== undefined) ? open.map(rawOf).join('\n') : undefined;
      reset();
      requireHeader(number, row.fault);
      found.push({ line: number, parsed: { fault: row.fault }, raw: text });
    } else {
      giveUp(found, 'a quote out of place');
    }
  }

  function giveUp(found: NumberedRecord[], what: string): void {
    const [first, ...rest] = open as [FileLine, ...FileLine[]];
    const fault = `expected quotes around a whole field, each quote inside it doubled, found ${what}`;
    reset();
    requireHeader(first.number, fault);
    found.push({ line: first.number, parsed: { fault }, raw: rawOf(first) });
    for (const line of rest) take(line, found);
  }

  /** Passed over, a header that cannot be read would leave its place to the first record. */
  function requireHeader(line: number, fault: string): void {
    if (columns !== undefined) return;
    throw new AppError(
      'input.invalid',
      `line ${line}, which names the columns: ${fault}; mend it, or save the file again as CSV in UTF-8; nothing was taken in`,
    );
  }

  function reset(): void {
    open = [];
    openLength = 0;
    isQuoteOpen = false;
  }

  function addRow(line: number, fields: readonly string[], raw: string, found: NumberedRecord[]): void {
    if (columns === undefined || takeRow === undefined) {
      columns = fields.map((field) => field.trim());
      takeRow = openHeader(columns);
      return;
    }
    const names = columns;
    const parsed: ParsedRecord = fields.slice(names.length).some((field) => field !== '')
      ? {
          fault: `expected at most ${names.length} fields as in the header, found ${fields.length}; put a field that holds the separator in double quotes`,
        }
      : takeRow(Object.fromEntries(names.map((name, at) => [name, fields[at] ?? ''])));
    found.push('fault' in parsed ? { line, parsed, raw } : { line, parsed });
  }

  return {
    take,
    end(found: NumberedRecord[]): void {
      while (open.length > 0) giveUp(found, 'a quote that is not closed');
    },
  };
}

type Row = { readonly fields: readonly string[] } | { readonly fault: string; readonly isWhole: boolean };

/** The fields of one row; a blank line has none. `isWhole` says that the fault is no reason to read its lines singly. */
function readRow(lines: readonly FileLine[], delimiter: string): Row {
  for (const line of lines) if ('fault' in line) return { fault: line.fault, isWhole: true };
  const text = lines.map(rawOf).join('\n').replace(/\r$/, '');
  if (text.trim() === '') return { fields: [] };
  if (!text.includes('"')) return { fields: text.split(delimiter) };
  try {
    const rows = parse(text, { delimiter, record_delimiter: '\n', relax_column_count: true }) as string[][];
    if (rows.length === 1) return { fields: rows[0] ?? [] };
  } catch {
    // Its message repeats what the field says.
  }
  return {
    fault: 'expected quotes around a whole field, each quote inside it doubled, found a quote out of place',
    isWhole: false,
  };
}

/** What Excel reads, and some tools write, before the header. */
const SEPARATOR_LINE = /^"?sep=([^"\r])"?\r?$/i;

/** Spreadsheets of half the world write semicolons. A header with a comma has commas; a blank line tells nothing. */
function separatorOf(lines: readonly FileLine[], likely: string | undefined): string | undefined {
  const header = lines.map((line) => rawOf(line) ?? '').join('\n');
  if (header.trim() === '') return undefined;
  const bare = header.replaceAll(/"[^"]*"/g, '');
  return (
    [...(likely === undefined ? [] : [likely]), ',', ';', '\t', '|'].find((one) => bare.includes(one)) ?? ','
  );
}

function rawOf(line: FileLine): string | undefined {
  return 'fault' in line ? line.raw : line.text;
}

function countQuotes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}
