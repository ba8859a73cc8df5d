import type { Head } from './json-outline.ts';
import type { ImportMapping } from './mapping.ts';
import type { PresetName } from './preset-names.ts';
import type { ParsedRecord } from './record.ts';

/** `json` is one document: a list of records, or an object that holds such lists. */
export type FileFormat = 'csv' | 'ndjson' | 'json';

export interface ReadOptions {
  /** Zone of times that name none. */
  readonly timeZone?: string | undefined;
  readonly mapping?: ImportMapping | undefined;
}

export type Row = Readonly<Record<string, string>>;

/** What a header of columns, or a kind of records, is read as. */
export interface RecordReader<T> {
  take(value: T, head: Head): ParsedRecord;
  /** Names that are looked at; `undefined` where that depends on the record. */
  readonly used: ReadonlySet<string> | undefined;
}

/** One kind of export. */
export interface Preset {
  readonly name: PresetName;
  readonly formats: readonly FileFormat[];
  /** @throws AppError `input.invalid` when the header lacks a column */
  forColumns(columns: readonly string[], options: ReadOptions): RecordReader<Row>;
  forRecords(options: ReadOptions): RecordReader<unknown>;
  /** Which lists of a JSON document hold its records. */
  isRecordList(keys: readonly string[]): boolean;
  /** What the file itself writes that is no JSON and can be told. */
  mendJson?(json: string): string;
}
