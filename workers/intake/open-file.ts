import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import type { NumberedRecord } from './csv.ts';
import type { FileFormat, ReadOptions } from './preset.ts';
import type { PresetName } from './preset-names.ts';
import { PRESETS } from './presets/index.ts';
import { columnNotes, readRecords } from './read-records.ts';
import { type Recognised, recognise } from './recognise.ts';
import { inUtf8 } from './utf8.ts';

export interface ImportFile {
  readonly name: string;
  /** Size on disk, bytes. */
  readonly size: number;
  readonly modifiedMs: number;
  /** What tells this way of reading the file from another; empty for records under our own names. */
  readonly reading?: string;
  /** Bytes of the file read so far, for progress. */
  bytesRead(): number;
  /** Records in the order of the file; blank lines are passed over. */
  records(): AsyncGenerator<NumberedRecord[]>;
}

export interface OpenOptions extends ReadOptions {
  /** Found out where it is left out. */
  readonly preset?: PresetName | undefined;
}

export interface OpenedFile extends ImportFile {
  readonly format: FileFormat;
  readonly preset: PresetName;
  /** What told the preset, where nobody named it. */
  readonly recognisedBy: string | undefined;
  /** Columns, or fields of objects, that are not taken; known once the records were read. */
  ignored(): readonly string[];
}

/** Enough for the header of any table and for what a document says before its first record. */
const HEAD_BYTES = 64 * 1024;

/**
 * Opens NDJSON (`.ndjson`, `.jsonl`), CSV (`.csv`, `.tsv`, with a header) or one JSON document (`.json`), each plain or with
 * `.gz`, in UTF-8 or UTF-16.
 * @throws AppError `input.invalid` when the file cannot be read, is empty, or is no format of its preset
 */
export async function openImportFile(path: string, options: OpenOptions = {}): Promise<OpenedFile> {
  const name = basename(path);
  const stat = statOf(path);
  const isGzip = /\.gz$/i.test(name);
  const named = formatOf(isGzip ? name.slice(0, -3) : name);
  let bytesRead = 0;

  function bytes(): AsyncIterable<Buffer> {
    const file = createReadStream(path, { highWaterMark: 256 * 1024 });
    file.on('data', (chunk) => {
      bytesRead += chunk.length;
    });
    if (!isGzip) return inUtf8(file);
    const unzipped = createGunzip();
    file.on('error', (error) => unzipped.destroy(error));
    return inUtf8(file.pipe(unzipped));
  }

  const head = await naming(path, () => headOf(bytes()));
  bytesRead = 0;
  if (head.trim() === '') {
    throw new AppError('input.invalid', `expected records, found an empty file at ${path}; export it again`, {
      path,
    });
  }
  const format = named === 'json' && isLines(head) ? 'ndjson' : named;
  const { preset, recognised } = choosePreset(head, format, options);
  const notes = columnNotes();
  // Its name says tabs; a column's name may have a comma.
  const reading = /\.tsv(?:\.gz)?$/i.test(name) ? { ...options, likelyDelimiter: '\t' } : options;
  return {
    name,
    size: stat.size,
    modifiedMs: stat.mtimeMs,
    format,
    preset,
    recognisedBy: recognised?.by,
    reading: readingOf(preset, options),
    bytesRead: () => bytesRead,
    ignored: notes.ignored,
    records: () => namingTheFile(path, readRecords(bytes(), format, PRESETS[preset], reading, notes)),
  };
}

function choosePreset(head: string, format: FileFormat, { preset, mapping }: OpenOptions) {
  const recognised: Recognised | undefined =
    preset === undefined && mapping === undefined ? recognise(head, format) : undefined;
  const name = preset ?? recognised?.preset ?? 'generic';
  const faults: string[] = [];
  if (mapping !== undefined && name !== 'generic')
    faults.push(
      `expected --map with the preset generic, found ${name}, which knows its columns; leave one of them out`,
    );
  if (!PRESETS[name].formats.includes(format)) {
    const looksLike = recognise(head, format);
    const advice = looksLike
      ? `it looks like ${looksLike.preset}`
      : 'see docs/imports.md for what each preset reads';
    faults.push(`expected ${PRESETS[name].formats.join(' or ')} for ${name}, found ${format}; ${advice}`);
  }
  if (faults.length > 0) throw new AppError('usage.invalid', faults.join('\n'));
  return { preset: name, recognised };
}

/** Raised when presets read more of a file than before: then it is taken in anew, and what is in already is not taken twice. */
const PRESETS_READ = 2;

/** The same file read in another way is another import: what one rejects, the other may take. */
function readingOf(preset: PresetName, { mapping, timeZone }: OpenOptions): string {
  const isPlain = preset === 'generic' && mapping === undefined && timeZone === undefined;
  return isPlain ? '' : JSON.stringify([PRESETS_READ, preset, mapping ?? null, timeZone ?? null]);
}

async function headOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= HEAD_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, HEAD_BYTES).toString('utf8');
}

/** Many tools give the name `.json` to one object a line. */
function isLines(head: string): boolean {
  const [first = '', second = ''] = head.trimStart().split('\n', 2);
  return (
    /^\s*\{.*\}\s*$/.test(first) &&
    (second.trim() === '' || second.trimStart().startsWith('{')) &&
    isJson(first)
  );
}

function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !('messages' in value);
  } catch {
    return false;
  }
}

/** What fails while reading is the file's fault: gzip that was cut, a disk that gives nothing. */
async function* namingTheFile(path: string, records: AsyncGenerator<NumberedRecord[]>) {
  try {
    yield* records;
  } catch (error) {
    throw withName(path, error);
  }
}

async function naming<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw withName(path, error);
  }
}

function withName(path: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const advice = 'get the whole file and import it again: posts that are in already are not taken twice';
  const message = `expected to read ${path} to its end, but ${messageOf(error)}; ${advice}`;
  return new AppError('input.invalid', message, { path }, { cause: error });
}

function formatOf(name: string): FileFormat {
  if (/\.(?:ndjson|jsonl)$/i.test(name)) return 'ndjson';
  if (/\.(?:csv|tsv)$/i.test(name)) return 'csv';
  if (/\.json$/i.test(name)) return 'json';
  throw new AppError(
    'input.invalid',
    `expected a file named .ndjson, .jsonl, .csv, .tsv or .json (or with .gz after it), found "${name}"`,
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
