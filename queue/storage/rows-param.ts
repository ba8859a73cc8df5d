import { type RawBuilder, sql } from 'kysely';

/**
 * Many rows as one parameter, for `json_to_recordset`. One JSON text costs the driver a third of what parallel arrays
 * do, which it escapes value by value (measured on 100 posts: 0.9 ms against 2.8 ms). Bytes go as base64: name them
 * with `decode(column, 'base64')`.
 */
export function rowsParam(rows: readonly Readonly<Record<string, unknown>>[]): RawBuilder<unknown> {
  return sql`${JSON.stringify(rows)}::json`;
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/**
 * Many ids, which hold no comma, as one parameter. The driver escapes an array value by value, which took 2 µs of a post's way
 * from import to lane.
 */
export function idsParam(ids: readonly string[]): RawBuilder<string[]> {
  return sql`string_to_array(${ids.join(',')}, ',')`;
}
