import { type Kysely, sql } from 'kysely';

/**
 * Salt and body of an assessment go together or stay together: a body without its salt cannot be held against what the log commits
 * to. Rows of before are not looked at here, since nothing but a hand in the records makes such a one: `log verify` names
 * it, and the work goes on meanwhile.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`alter table vigie.assessments
      add constraint assessments_whole check ((salt is null) = (body is null)) not valid`)
    .execute(db);
}
