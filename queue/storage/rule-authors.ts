import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/** Keeps who wrote the rules of a release, beside those who wrote them in earlier ones. */
export async function keepAuthors(tx: Kysely<Schema>, authors: ReadonlyMap<string, string>): Promise<void> {
  await sql`
    insert into vigie.rule_authors (rule, author)
    select * from unnest(${[...authors.keys()]}::text[], ${[...authors.values()]}::text[])
    on conflict do nothing
  `.execute(tx);
}

/** Rules that an author wrote in any release that was in force here. */
export async function readRulesOf(db: Kysely<Schema>, author: string): Promise<string[]> {
  const rows = await db
    .selectFrom('vigie.rule_authors')
    .select('rule')
    .where('author', '=', author)
    .orderBy('rule')
    .execute();
  return rows.map(({ rule }) => rule);
}
