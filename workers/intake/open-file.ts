import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse as parseCsv } from 'csv-parse';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { readLines } from './lines.ts';
import { type ParsedRecord, parseNdjsonRecord, toPost } from './record.ts';

export interface ImportFile {
  readonly name: string;
  /** Size on disk, bytes. */
  readonly size: number;
  readonly modifiedMs: number;
  /** Bytes of the file read so far, for progress. */
  bytesRead(): number;
  /** Records in the order of the file; blank lines are passed over. */
  records(): AsyncGenerator<{ readonly line: number; readonly parsed: ParsedRecord }[]>;
}

/**
 * Opens NDJSON (`.ndjson`, `.jsonl`) or CSV (`.csv`, with a header), each plain or with `.gz`.
 * @throws AppError `input.invalid` when the file cannot be read or its name tells no format
 */
export function openImportFile(path: string): ImportFile {
  const name = basename(path);
  const stat = statOf(path);
  const isGzip = name.endsWith('.gz');
  const format = formatOf(isGzip ? name.slice(0, -3) : name);
  let bytesRead = 0;

  function bytes(): NodeJS.ReadableStream & AsyncIterable<Buffer> {
    const file = createReadStream(path, { highWaterMark: 256 * 1024 });
    file.on('data', (chunk) => {
      bytesRead += chunk.length;
    });
    if (!isGzip) return file;
    const unzipped = createGunzip();
    file.on('error', (error) => unzipped.destroy(error));
    return file.pipe(unzipped);
  }

  return {
    name,
    size: stat.size,
    modifiedMs: stat.mtimeMs,
    bytesRead: () => bytesRead,
    records: () => (format === 'csv' ? csvRecords(bytes()) : ndjsonRecords(bytes())),
  };
}

async function* ndjsonRecords(bytes: AsyncIterable<Buffer>) {
  for await (const lines of readLines(bytes)) {
    yield lines.map((line) => ({
      line: line.number,
      parsed: 'fault' in line ? line : parseNdjsonRecord(line.text),
    }));
  }
}

/** Faulty CSV lines are faults of their own: the reader goes on with the next. */
async function* csvRecords(bytes: NodeJS.ReadableStream) {
  const faults: { line: number; parsed: ParsedRecord }[] = [];
  const rows = bytes.pipe(
    parseCsv({
      bom: true,
      columns: true,
      info: true,
      relax_column_count: true,
      skip_records_with_error: true,
      skip_empty_lines: true,
      max_record_size: 1024 * 1024,
    }),
  );
  rows.on('skip', (error: Error & { lines?: number }) => {
    faults.push({ line: error.lines ?? 0, parsed: { fault: `expected a CSV row, but ${messageOf(error)}` } });
  });
  bytes.on('error', (error) => rows.destroy(error));
  for await (const { record, info } of rows) {
    yield [...faults.splice(0), { line: Number(info.lines), parsed: toPost(record) }];
  }
  if (faults.length > 0) yield faults;
}

function formatOf(name: string): 'ndjson' | 'csv' {
  if (name.endsWith('.ndjson') || name.endsWith('.jsonl')) return 'ndjson';
  if (name.endsWith('.csv')) return 'csv';
  throw new AppError(
    'input.invalid',
    `expected a file named .ndjson, .jsonl or .csv (or with .gz after it), found "${name}"`,
  );
}

function statOf(path: string) {
  try {
    const stat = statSync(path);
    if (stat.isFile()) return stat;
  } catch (error) {
    throw new AppError(
      'input.invalid',
      `expected a readable file, but ${messageOf(error)}`,
      { path },
      { cause: error },
    );
  }
  throw new AppError('input.invalid', `expected a file, found something else at ${path}`);
}
