import { type CsvOptions, type NumberedRecord, readCsv } from './csv.ts';
import { type Element, readElements } from './elements.ts';
import type { Head } from './json-outline.ts';
import { type FileLine, readLines } from './lines.ts';
import type { FileFormat, Preset, ReadOptions, RecordReader } from './preset.ts';
import { type ParsedRecord, withJson } from './record.ts';

/** Keeps which columns a file has that nobody reads. */
export interface ColumnNotes {
  note(names: readonly string[], used: ReadonlySet<string> | undefined): void;
  ignored(): readonly string[];
}

const MAX_NAMES = 200;
const NO_HEAD: Head = new Map();

export function columnNotes(): ColumnNotes {
  const ignored = new Set<string>();
  return {
    note(names, used) {
      if (used === undefined || ignored.size >= MAX_NAMES) return;
      for (const name of names) if (!used.has(name)) ignored.add(name);
    },
    ignored: () => [...ignored],
  };
}

/** Reads a file's bytes as records of a preset. */
export function readRecords(
  bytes: AsyncIterable<Buffer>,
  format: FileFormat,
  preset: Preset,
  options: ReadOptions & Pick<CsvOptions, 'likelyDelimiter'>,
  notes: ColumnNotes,
): AsyncGenerator<NumberedRecord[]> {
  if (format === 'csv') {
    const openHeader = (columns: readonly string[]) => {
      const reader = preset.forColumns(columns, options);
      notes.note(columns, reader.used);
      return (row: Readonly<Record<string, string>>) => reader.take(row, NO_HEAD);
    };
    const { mapping, likelyDelimiter } = options;
    return readCsv(bytes, { openHeader, delimiter: mapping?.delimiter, likelyDelimiter });
  }
  const reader = noting(preset.forRecords(options), notes);
  return format === 'ndjson' ? readNdjson(bytes, reader) : readDocument(bytes, preset, reader);
}

function noting(reader: RecordReader<unknown>, notes: ColumnNotes): RecordReader<unknown> {
  if (reader.used === undefined) return reader;
  return {
    used: reader.used,
    take(value, head) {
      if (typeof value === 'object' && value !== null) notes.note(Object.keys(value), reader.used);
      return reader.take(value, head);
    },
  };
}

async function* readNdjson(bytes: AsyncIterable<Buffer>, reader: RecordReader<unknown>) {
  for await (const lines of readLines(bytes)) yield lines.map((line) => ndjsonRecord(line, reader));
}

function ndjsonRecord(line: FileLine, reader: RecordReader<unknown>): NumberedRecord {
  if ('fault' in line) return { line: line.number, parsed: { fault: line.fault }, raw: line.raw };
  const parsed = withJson(line.text, (value) => reader.take(value, NO_HEAD));
  return 'fault' in parsed ? { line: line.number, parsed, raw: line.text } : { line: line.number, parsed };
}

async function* readDocument(bytes: AsyncIterable<Buffer>, preset: Preset, reader: RecordReader<unknown>) {
  for await (const elements of readElements(bytes, preset.isRecordList))
    yield elements.map((element) => elementRecord(element, preset, reader));
}

function elementRecord(
  element: Element,
  { mendJson }: Preset,
  reader: RecordReader<unknown>,
): NumberedRecord {
  const { line, ordinal, raw, fault, head } = element;
  if (fault !== undefined || raw === undefined)
    return { line, ordinal, parsed: { fault: fault ?? 'expected a record, found none' }, raw };
  const take = (value: unknown): ParsedRecord => reader.take(value, head);
  let parsed = withJson(raw, take);
  if ('fault' in parsed && mendJson !== undefined) {
    const mended = mendJson(raw);
    if (mended !== raw) parsed = withJson(mended, take);
  }
  return 'fault' in parsed ? { line, ordinal, parsed, raw } : { line, ordinal, parsed };
}
