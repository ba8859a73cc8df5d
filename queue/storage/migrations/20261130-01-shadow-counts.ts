import { type Kysely, sql } from 'kysely';

/**
 * Counts posts apart that would be in review, were their language not in shadow. They are of lane `none` everywhere else: only what
 * rules are compared by tells them from the rest.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  'alter table vigie.content_counts drop constraint content_counts_lane_check',
  `alter table vigie.content_counts add constraint content_counts_lane_check
    check (lane in ('none', 'shadow', 'review', 'protect'))`,
];
