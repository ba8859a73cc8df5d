import { type Kysely, sql } from 'kysely';

/**
 * Texts that are staged together are sealed under one key, which is destroyed as soon as the last of them is assessed. Rows without
 * lengths are sealed so; those that were staged before keep a key for each text until they are scored or a day old.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  'alter table vigie.sealed_batches drop constraint sealed_batches_check',
  'alter table vigie.sealed_batches drop constraint sealed_batches_check1',
  'alter table vigie.sealed_batches alter column lengths drop not null',
  // Empty once destroyed, and 32 bytes before, whoever seals.
  `alter table vigie.sealed_batches add constraint sealed_batches_keys check (
    case when lengths is null then length(keys) in (0, 32)
    else cardinality(lengths) = cardinality(post_ids) and length(keys) % cardinality(post_ids) = 0 end
  )`,
  // A key that was emptied lies in the files as one that was deleted does.
  `create trigger sealed_batches_emptied after update on vigie.sealed_batches
    referencing old table as before_it for each statement execute function vigie.owe_scrub('texts')`,
];
