import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { type NumberedRecord, readCsv } from './csv.ts';
import { type FileLine, readLines } from './lines.ts';
import { parseNdjsonRecord } from './record.ts';

export interface ImportFile {
  readonly name: string;
  /** Size on disk, bytes. */
  readonly size: number;
  readonly modifiedMs: number;
  /** Bytes of the file read so far, for progress. */
  bytesRead(): number;
  /** Records in the order of the file; blank lines are passed over. */
  records(): AsyncGenerator<NumberedRecord[]>;
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

  function bytes(): AsyncIterable<Buffer> {
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
    records: () => namingTheFile(path, format === 'csv' ? readCsv(bytes()) : readNdjson(bytes())),
  };
}

/** What fails while reading is the file's fault: gzip that was cut, a disk that gives nothing. */
async function* namingTheFile(path: string, records: AsyncGenerator<NumberedRecord[]>) {
  try {
    yield* records;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      'input.invalid',
      `expected to read ${path} to its end, but ${messageOf(error)}; get the whole file and import it again: posts ` +
        'that are in already are not taken twice',
      { path },
      { cause: error },
    );
  }
}

async function* readNdjson(bytes: AsyncIterable<Buffer>): AsyncGenerator<NumberedRecord[]> {
  for await (const lines of readLines(bytes)) yield lines.map(ndjsonRecord);
}

function ndjsonRecord(line: FileLine): NumberedRecord {
  if ('fault' in line) return { line: line.number, parsed: { fault: line.fault }, raw: line.raw };
  const parsed = parseNdjsonRecord(line.text);
  return 'fault' in parsed ? { line: line.number, parsed, raw: line.text } : { line: line.number, parsed };
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
