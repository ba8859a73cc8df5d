import { type Kysely, sql } from 'kysely';

/** A sample that one person called an offer, and whose days ran out before a second word on it, has an answer of its own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  'alter table vigie.sample_results drop constraint sample_results_answer_check',
  `alter table vigie.sample_results add constraint sample_results_answer_check
    check (answer in ('offer', 'not_offer', 'protect', 'unresolved', 'half_judged', 'unjudged'))`,
];
