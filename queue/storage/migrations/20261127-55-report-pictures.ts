import { type Kysely, sql } from 'kysely';

/** Pictures that come with a report, all in one text sealed to the offline key. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table vigie.reports add column sealed_pictures bytea check (sealed_pictures is null or sealed is not null)
  `.execute(db);
}
