import { type Kysely, sql } from 'kysely';

/**
 * What oversight and operators must not have to look for post by post, counted in the statement that gives posts their lanes:
 * signs that somebody baits the protection lane or hires carriers, and rules that could not be run. No row says which post.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Without a key, as in `content_counts`: every row is a change.
  `create table vigie.sign_counts (
    month text not null check (month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
    sign text not null check (sign in ('offer-and-distress', 'hires-carriers')),
    language text not null check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    change bigint not null
  )`,
  // Serves the figures of oversight: the last months.
  `create index sign_counts_month on vigie.sign_counts (month)`,
  // The release, empty for none, tells an operator whether the rule that is in force now is the one that failed.
  `create table vigie.rule_errors (
    day date not null,
    rule text not null,
    error text not null,
    release text not null,
    change bigint not null
  )`,
];
