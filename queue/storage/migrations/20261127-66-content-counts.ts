import { type Kysely, sql } from 'kysely';

/**
 * What fairness is measured by, written when posts are assessed: counts of all posts by what they are about, and beside each
 * flagged item the same and the rules that counted. Nothing here is read from a text later, so erasing changes no figure.
 * The columns are the allow-list of what posts may be compared by (FAI-04): content, never who wrote it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const CONTENT = `
    month date not null check (extract(day from month) = 1),
    source_id text not null,
    language text not null check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    script text not null check (script ~ '^[A-Z][a-z]{3}$'),
    corridor text not null check (corridor ~ '^([A-Z]{2}-[A-Z]{2}|none)$')`;

const STATEMENTS = [
  // Without a key: every row is a change, and what is folded is the sum of the rows it takes the place of.
  `create table vigie.content_counts (${CONTENT},
    lane text not null check (lane in ('none', 'review', 'protect')),
    change bigint not null,
    first_entry bigint not null,
    last_entry bigint not null
  )`,
  // Serves every figure: the months of a window.
  `create index content_counts_month on vigie.content_counts (month)`,
  `create table vigie.flag_facts (
    item_id text primary key references vigie.items (id) on delete cascade,${CONTENT},
    rules text[] not null
  )`,
  // Serves every figure: the months of a window.
  `create index flag_facts_month on vigie.flag_facts (month)`,
];
