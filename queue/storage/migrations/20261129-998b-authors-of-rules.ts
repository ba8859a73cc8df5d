import { type Kysely, sql } from 'kysely';

/**
 * Who wrote which rule, as long as assessments name it: somebody who wrote a rule of an earlier release does not judge second what it
 * found, also where the release in force lacks it or names somebody else.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table vigie.rule_authors (
      rule text not null,
      author text not null,
      primary key (author, rule)
    )
  `.execute(db);
}
