import { type Kysely, sql } from 'kysely';

/**
 * When which release was in force, each time anew: a release that came back left no trace, as it was kept already. With each goes the
 * record that approvers signed, since the next one takes its place beside the packs. Releases of before were in force from when they
 * were first used, as far as anybody wrote down, under a record that is gone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.rules_in_force (
    id bigint generated always as identity primary key,
    release text not null references vigie.rule_releases (release),
    began_at timestamptz not null check (isfinite(began_at)),
    record bytea,
    record_sha256 text check (record_sha256 ~ '^[0-9a-f]{64}$'),
    signed_sha256 text check (signed_sha256 ~ '^[0-9a-f]{64}$'),
    signed_by text[] not null,
    returned text check (returned in ('signed', 'unsigned')),
    check ((record is null) = (record_sha256 is null) and (record is null) = (signed_sha256 is null))
  )`,
  `insert into vigie.rules_in_force (release, began_at, signed_by)
    select release, first_used_at, '{}' from vigie.rule_releases order by first_used_at, release`,
];
