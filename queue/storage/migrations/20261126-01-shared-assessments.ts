import { type Kysely, sql } from 'kysely';

/**
 * Assessments that flag nobody share one row per log entry. Rows that were written one a post stay as they are: each
 * entry's leaves are those of both tables.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // The arrays and blocks run side by side: place n of each is the post of leaf first_leaf + n.
  `create table vigie.unflagged_assessments (
    entry_id bigint primary key,
    batch_id text not null,
    release text,
    first_leaf integer not null,
    post_ids text[] not null,
    languages text[] not null,
    scores integer[] not null,
    commitments bytea not null,
    salts bytea,
    bodies text,
    check (cardinality(post_ids) > 0),
    check (cardinality(languages) = cardinality(post_ids)),
    check (cardinality(scores) = cardinality(post_ids)),
    check (length(commitments) = 32 * cardinality(post_ids)),
    check ((salts is null) = (bodies is null))
  )`,
  // Serves erasing: the assessments of the batches whose texts are due.
  `create index unflagged_assessments_batch on vigie.unflagged_assessments (batch_id)`,
  // Serves verifying the log: the leaves of one entry.
  `create index assessments_entry on vigie.assessments (entry_id)`,
  // Compressing these would cost more than writing them.
  ...['post_ids', 'commitments', 'salts', 'bodies'].map(
    (column) => `alter table vigie.unflagged_assessments alter column ${column} set storage external`,
  ),
];
