import { type Kysely, sql } from 'kysely';

/** Why a rule may speak again, and beside each assessment the holds that it named: they outlive its text. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Of the first of two people; null where none was given, on the command line.
  'alter table vigie.rule_holds add column lift_reason text check (length(lift_reason) between 1 and 500)',
  // Null where the text was erased before this column was there.
  'alter table vigie.assessments add column holds text[]',
  `update vigie.assessments set holds = array(select jsonb_array_elements_text(body::jsonb -> 'holds'))
    where body is not null and body::jsonb ? 'holds'`,
];
