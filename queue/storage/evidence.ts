import { type Kysely, sql } from 'kysely';
import type { StoredObject } from '../contracts/capture.ts';
import type { Schema } from './schema.ts';

/**
 * Names objects that are about to be stored, before they are: what a worker that dies leaves behind is found by it.
 */
export async function announceObjects(
  db: Kysely<Schema>,
  names: readonly string[],
  removeAt: Date,
): Promise<void> {
  await sql`
    insert into vigie.evidence_leavings (name, remove_at)
    select name, ${removeAt} from unnest(${[...names]}::text[]) name on conflict (name) do nothing
  `.execute(db);
}

/**
 * Gives up what is to be removed from the store now, before it is: a capture that was to be made of it is refused from here on.
 * What a capture is being made of at this moment is left for the next time.
 * @returns the names of the objects
 */
export async function giveUpLeavings(db: Kysely<Schema>, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    update vigie.evidence_leavings set given_up = true where name in (
      select name from vigie.evidence_leavings where remove_at <= ${now} order by remove_at, name limit ${limit}
      for update skip locked
    ) returning name
  `.execute(db);
  return rows.map(({ name }) => name);
}

/**
 * Has the store asked again then.
 * @param isRefused whether it should have removed the object; otherwise it keeps it under a lock until then
 */
export async function postponeLeaving(
  db: Kysely<Schema>,
  name: string,
  until: Date,
  isRefused: boolean,
): Promise<void> {
  await sql`
    update vigie.evidence_leavings set remove_at = ${until}, is_refused = ${isRefused} where name = ${name}
  `.execute(db);
}

/** How many objects the store should have removed and did not. */
export async function countRefusedLeavings(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from vigie.evidence_leavings where is_refused
  `.execute(db);
  return rows[0]?.count ?? 0;
}

/**
 * Has objects removed that were put into the store without having been announced, as far as no capture names them (any more):
 * whoever erased theirs meanwhile has found nothing to remove.
 */
export async function removeUnnamed(tx: Kysely<Schema>, names: readonly string[]): Promise<void> {
  await sql`
    insert into vigie.evidence_leavings (name, remove_at)
    select name, '-infinity' from unnest(${[...names]}::text[]) name
    where name not in (
      select object ->> 'storedAs' from vigie.captures c, jsonb_array_elements(c.objects) object where c.state = 'captured'
    ) on conflict (name) do nothing
  `.execute(tx);
}

export async function settleLeavings(db: Kysely<Schema>, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await sql`delete from vigie.evidence_leavings where name = any(${[...names]}::text[])`.execute(db);
}

/** Counts by state and reason, for who runs the installation. */
export async function countCaptures(
  db: Kysely<Schema>,
): Promise<{ state: string; reason: string | null; count: number }[]> {
  const { rows } = await sql<{ state: string; reason: string | null; count: number }>`
    select state, reason, count(*)::integer as count from vigie.captures group by state, reason order by state, reason
  `.execute(db);
  return rows;
}

/** The clock of the records, in milliseconds since 1970. */
export async function readRecordsTime(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{
    ms: number;
  }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`.execute(db);
  return rows[0]?.ms ?? Number.NaN;
}

/** Every object that a capture has, for checks and backups. */
export async function readStoredObjects(db: Kysely<Schema>): Promise<StoredObject[]> {
  const { rows } = await sql<{ objects: StoredObject[] }>`
    select objects from vigie.captures where state = 'captured' order by id
  `.execute(db);
  return rows.flatMap(({ objects }) => objects);
}
