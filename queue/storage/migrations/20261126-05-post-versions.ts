import { type Kysely, sql } from 'kysely';

/**
 * An edited text is a post of its own that names the first version of it. A stream keeps where its next round goes on.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // The first version; null on it. Status, assessment and text are each version's own.
  `alter table vigie.posts add column edit_of text`,
  // Keyed over the post and its text: tells whether the text was changed, and nothing that two posts could share. Null for
  // what was stored before this column.
  `alter table vigie.posts add column text_token bytea`,
  // Serves finding the versions of a post.
  `create index posts_versions on vigie.posts (edit_of) where edit_of is not null`,
  `alter table vigie.collection_rounds add column posts_edited bigint not null default 0`,
  // Behind the last stored post of a stream, sealed: such a place may name a post. Each round begins with its
  // predecessor's.
  `alter table vigie.collection_rounds add column resume_key bytea`,
  `alter table vigie.collection_rounds add column resume_sealed bytea`,
  `alter table vigie.collection_rounds add check ((resume_key is null) = (resume_sealed is null))`,
  // A server that does not answer refuses nobody: what failed is counted beside what was refused.
  `alter table vigie.source_refusals add column kind text not null default 'refused'
    check (kind in ('refused', 'failed'))`,
];
