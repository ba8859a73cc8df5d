import { type Kysely, sql } from 'kysely';

/**
 * Cases, and who may read the name under a post: for a case and a purpose, on somebody else's word, for a short while. The
 * schema holds the borders too: 25 items a case, two people, an end.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.cases (
    number bigint generated always as identity primary key,
    legal_reference text not null check (length(legal_reference) between 3 and 200),
    owner text not null,
    opened_at timestamptz not null,
    closed_at timestamptz
  )`,
  // The place bounds a case: there is no 26th.
  `create table vigie.case_items (
    case_number bigint not null references vigie.cases (number),
    place smallint not null check (place between 1 and 25),
    item_id text not null references vigie.items (id),
    added_at timestamptz not null,
    primary key (case_number, place),
    unique (case_number, item_id)
  )`,
  `create table vigie.unmaskings (
    id bigint generated always as identity primary key,
    item_id text not null references vigie.items (id),
    case_number bigint references vigie.cases (number),
    purpose text not null check (purpose in ('preserve-evidence', 'ask-platform-for-data', 'judicial-request', 'danger-to-life')),
    sealed_justification bytea not null,
    requested_by text not null,
    requested_at timestamptz not null,
    settled_by text,
    settled_at timestamptz,
    until timestamptz,
    check (settled_by <> requested_by),
    check (purpose = 'danger-to-life' or case_number is not null),
    check (until is null or purpose = 'danger-to-life' or settled_by is not null),
    check (until <= coalesce(settled_at, requested_at) + interval '15 minutes')
  )`,
  // Serves the question whether somebody may read an item's authors now.
  `create index unmaskings_item on vigie.unmaskings (item_id, requested_by)`,
];
