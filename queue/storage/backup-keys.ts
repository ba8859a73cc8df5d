import { z } from 'zod';
import { AppError } from '../runtime/errors.ts';
import { jsonOf } from '../runtime/json-of.ts';

/**
 * A backup is two files. The one with the records holds sealed texts without their keys and may be kept; the one with the
 * keys is replaced by every backup and holds the keys there are at that time. So a key that erasing destroyed is gone from
 * the backups, too, and an old file of records cannot be read any more where it should not (NIST SP 800-88, cryptographic
 * erase). The keys are wrapped by the vault key as ever.
 */
const KeysHead = z.strictObject({
  vigie: z.literal('backup-keys'),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  /** Of the vault key that wraps them. */
  fingerprint: z.string().nullable(),
});
type KeysHead = z.infer<typeof KeysHead>;

/** Wrapped keys by post id, or by batch for texts that were sealed together, hexadecimal. */
export type TextKeys = ReadonlyMap<string, string>;

const KeysLine = z.record(z.string(), z.string().regex(/^(?:[0-9a-f]{2})+$/));
const KEYS_PER_LINE = 500;

type Row = Record<string, unknown>;
/** PostgreSQL writes bytes into JSON as a backslash, an x and hexadecimal digits. */
const BYTES = '\\x';

/** Takes the keys out of rows that are about to be written, and keeps them. */
export class KeyCollector {
  readonly #keys = new Map<string, string>();

  /** The same row without its keys; which places of a batch had one stays known. */
  takeFrom(table: string, row: Row): Row {
    if (table === 'sealed_posts') {
      this.#keys.set(String(row.post_id), hexOf(row.wrapped_key));
      return { ...row, wrapped_key: BYTES };
    }
    if (table !== 'sealed_batches') return row;
    if (row.lengths === null) return this.#takeShared(row);
    const ids = row.post_ids as string[];
    const slices = sliced(hexOf(row.keys), ids.length);
    for (const [place, id] of ids.entries()) {
      const key = slices[place] ?? '';
      if (/[^0]/.test(key)) this.#keys.set(id, key);
    }
    // One byte for each place: whether its key was there.
    return { ...row, keys: `${BYTES}${slices.map((key) => (/[^0]/.test(key) ? '01' : '00')).join('')}` };
  }

  #takeShared(row: Row): Row {
    const key = hexOf(row.keys);
    if (key === '') return row;
    this.#keys.set(String(row.batch_id), key);
    return { ...row, keys: `${BYTES}01` };
  }

  /** @yields lines without newline */
  *lines(head: Pick<KeysHead, 'madeAt' | 'fingerprint'>): Generator<string> {
    yield JSON.stringify({ vigie: 'backup-keys', version: 1, ...head } satisfies KeysHead);
    const all = [...this.#keys];
    for (let from = 0; from < all.length; from += KEYS_PER_LINE) {
      yield JSON.stringify(Object.fromEntries(all.slice(from, from + KEYS_PER_LINE)));
    }
    yield JSON.stringify({ end: all.length });
  }
}

const End = z.strictObject({ end: z.int().nonnegative() });

/**
 * @param records the head of the records that the keys are for
 * @throws AppError `backup.invalid` for a file that is no whole file of keys, of another vault key, or older than the records
 */
export async function readKeys(
  lines: AsyncIterable<string>,
  records: Pick<KeysHead, 'madeAt' | 'fingerprint'>,
): Promise<TextKeys> {
  const keys = new Map<string, string>();
  let head: KeysHead | undefined;
  for await (const line of lines) {
    const value = jsonOf(line);
    if (head === undefined) {
      head = headOf(value);
      if (head === undefined) throw invalid('a file of keys of a backup', 'another file');
      if (head.fingerprint !== records.fingerprint)
        throw invalid(`keys under the vault key ${records.fingerprint}`, `keys under ${head.fingerprint}`);
      requireNoOlder(head.madeAt, records.madeAt);
      continue;
    }
    const end = End.safeParse(value);
    if (end.success) {
      if (end.data.end !== keys.size) throw invalid(`${end.data.end} keys`, `${keys.size}`);
      return keys;
    }
    const part = KeysLine.safeParse(value);
    if (!part.success) throw invalid('keys by post', 'another line');
    for (const [id, key] of Object.entries(part.data)) keys.set(id, key);
  }
  throw invalid('a last line with the count', 'none: the file was cut');
}

/** As much of a head as every version's has. */
const AnyKeysHead = z.object({ vigie: z.literal('backup-keys'), fingerprint: z.string().nullable() });

/** Which vault key wraps the keys of a file that begins with this line, whatever version wrote it; `undefined` where it is no file of keys. */
export function wrappedUnder(firstLine: string): string | null | undefined {
  return AnyKeysHead.safeParse(jsonOf(firstLine)).data?.fingerprint;
}

function headOf(value: unknown): KeysHead | undefined {
  return KeysHead.safeParse(value).data;
}

/** A text that is newer than the keys has none among them, and would end as if it had been erased. */
function requireNoOlder(keysAt: string, recordsAt: string): void {
  if (Date.parse(keysAt) >= Date.parse(recordsAt)) return;
  throw new AppError(
    'backup.invalid',
    `expected keys made with the records (${recordsAt}) or after them, found the older keys of ${keysAt}, which lack those ` +
      'of newer texts: name the newest keys with --keys FILE, or restore records that are no newer than these keys; ' +
      'nothing was restored',
  );
}

/**
 * Puts the keys that still exist back into rows of a backup. A flagged text without one is left out; texts of a batch stay
 * without, as if they had been erased.
 */
export function putKeys(table: string, rows: readonly Row[], keys: TextKeys): Row[] {
  if (table === 'sealed_posts') {
    return rows.flatMap((row) => {
      const key = keys.get(String(row.post_id));
      return key === undefined ? [] : [{ ...row, wrapped_key: `${BYTES}${key}` }];
    });
  }
  if (table !== 'sealed_batches') return [...rows];
  return rows.map((row) => {
    if (row.lengths === null) {
      const key = row.keys === `${BYTES}01` ? keys.get(String(row.batch_id)) : undefined;
      return { ...row, keys: `${BYTES}${key ?? ''}` };
    }
    const ids = row.post_ids as string[];
    const had = sliced(hexOf(row.keys), ids.length);
    const found = ids.map((id, place) => (had[place] === '01' ? keys.get(id) : undefined));
    const width = found.find((key) => key !== undefined)?.length ?? 0;
    return { ...row, keys: `${BYTES}${found.map((key) => key ?? '0'.repeat(width)).join('')}` };
  });
}

/** Flagged posts of a backup whose texts were erased since. */
export function idsWithoutKey(rows: readonly Row[], keys: TextKeys): string[] {
  return rows.map((row) => String(row.post_id)).filter((id) => !keys.has(id));
}

function hexOf(value: unknown): string {
  return String(value).slice(BYTES.length);
}

function sliced(hex: string, count: number): string[] {
  const width = hex.length / count;
  return Array.from({ length: count }, (_, place) => hex.slice(place * width, (place + 1) * width));
}

function invalid(expected: string, found: string): AppError {
  return new AppError('backup.invalid', `expected ${expected}, found ${found}; nothing was restored`);
}
