import { type Kysely, sql } from 'kysely';

/**
 * Sealed texts of a batch share one row. Texts of flagged posts keep, and get, a row of their own: they are read alone
 * and live longer. The others move, keys as they are wrapped.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Place n of the arrays and blocks belongs to one post. Its key is overwritten with zeros where it was destroyed or
  // has moved to a row of its own.
  `create table vigie.sealed_batches (
    batch_id text primary key,
    post_ids text[] not null,
    keys bytea not null,
    texts bytea not null,
    lengths integer[] not null,
    erase_at timestamptz not null,
    check (cardinality(post_ids) > 0),
    check (cardinality(lengths) = cardinality(post_ids)),
    check (length(keys) % cardinality(post_ids) = 0)
  )`,
  // Serves the expire job: what is due.
  `create index sealed_batches_erase on vigie.sealed_batches (erase_at)`,
  // Random bytes cannot be compressed, and trying costs more than writing.
  ...['post_ids', 'keys', 'texts', 'lengths'].map(
    (column) => `alter table vigie.sealed_batches alter column ${column} set storage external`,
  ),
  `insert into vigie.sealed_batches (batch_id, post_ids, keys, texts, lengths, erase_at)
    select p.batch_id, array_agg(p.id order by p.id), string_agg(s.wrapped_key, ''::bytea order by p.id),
      string_agg(s.sealed, ''::bytea order by p.id), array_agg(length(s.sealed) order by p.id), min(s.erase_at)
    from vigie.sealed_posts s join vigie.posts p on p.id = s.post_id
    where p.status not in ('review', 'protect') group by p.batch_id`,
  `delete from vigie.sealed_posts s using vigie.posts p
    where p.id = s.post_id and p.status not in ('review', 'protect')`,
];
