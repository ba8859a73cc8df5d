import { parse } from 'csv-parse/sync';
import { AppError } from '../../queue/runtime/errors.ts';
import { type FileLine, MAX_LINE_BYTES, readLines } from './lines.ts';
import { type ParsedRecord, toPost } from './record.ts';

/** One record of a file. `raw` is what it says where it was rejected, as far as it could be read. */
export interface NumberedRecord {
  readonly line: number;
  readonly parsed: ParsedRecord;
  readonly raw?: string | undefined;
}

/**
 * Reads CSV (RFC 4180) with a header. A faulty row costs no other: where a quote is never closed, or is out of place,
 * only the row's first line is rejected and reading goes on with the line below it.
 * @throws AppError `input.invalid` when the header lacks a column
 */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<NumberedRecord[]> {
  const rows = csvRows();
  for await (const lines of readLines(chunks, { keepsBlank: true })) {
    const found: NumberedRecord[] = [];
    for (const line of lines) rows.take(line, found);
    yield found;
  }
  const last: NumberedRecord[] = [];
  rows.end(last);
  yield last;
}

function csvRows() {
  let columns: readonly string[] | undefined;
  /** Lines of a row whose quote is still open, or the only line of the row at hand. */
  let open: FileLine[] = [];
  let openLength = 0;
  let isQuoteOpen = false;

  function take(line: FileLine, found: NumberedRecord[]): void {
    const raw = rawOf(line);
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
    const row = readRow(open);
    if (!('fault' in row)) {
      const [{ number }] = open as [FileLine];
      const text = open.map(rawOf).join('\n');
      reset();
      if (row.fields.length > 0) addRow(number, row.fields, text, found);
    } else if (open.length === 1 || row.isWhole) {
      const [{ number }] = open as [FileLine];
      const text = open.every((part) => rawOf(part) !== undefined) ? open.map(rawOf).join('\n') : undefined;
      reset();
      found.push({ line: number, parsed: { fault: row.fault }, raw: text });
    } else {
      giveUp(found, 'a quote out of place');
    }
  }

  function giveUp(found: NumberedRecord[], what: string): void {
    const [first, ...rest] = open as [FileLine, ...FileLine[]];
    reset();
    found.push({
      line: first.number,
      parsed: { fault: `expected quotes around a whole field, each quote inside it doubled, found ${what}` },
      raw: rawOf(first),
    });
    for (const line of rest) take(line, found);
  }

  function reset(): void {
    open = [];
    openLength = 0;
    isQuoteOpen = false;
  }

  function addRow(line: number, fields: readonly string[], raw: string, found: NumberedRecord[]): void {
    if (columns === undefined) {
      columns = readHeader(fields);
      return;
    }
    const names = columns;
    const parsed: ParsedRecord = fields.slice(names.length).some((field) => field !== '')
      ? {
          fault: `expected at most ${names.length} fields as in the header, found ${fields.length}; put a field that holds commas in double quotes`,
        }
      : toPost(Object.fromEntries(names.map((name, at) => [name, fields[at] ?? ''])));
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
function readRow(lines: readonly FileLine[]): Row {
  for (const line of lines) if ('fault' in line) return { fault: line.fault, isWhole: true };
  const text = lines.map(rawOf).join('\n').replace(/\r$/, '');
  if (text.trim() === '') return { fields: [] };
  if (!text.includes('"')) return { fields: text.split(',') };
  try {
    const rows = parse(text, { record_delimiter: '\n', relax_column_count: true }) as string[][];
    if (rows.length === 1) return { fields: rows[0] ?? [] };
  } catch {
    // Its message repeats what the field says.
  }
  return {
    fault: 'expected quotes around a whole field, each quote inside it doubled, found a quote out of place',
    isWhole: false,
  };
}

function readHeader(fields: readonly string[]): readonly string[] {
  const names = fields.map((field) => field.trim());
  const missing = ['id', 'text'].filter((name) => !names.includes(name));
  if (missing.length === 0) return names;
  throw new AppError(
    'input.invalid',
    `expected a first line that names the columns, id and text among them, separated by commas; found ${names.length} ` +
      `column(s) without ${missing.join(' and ')}; nothing was taken in`,
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
