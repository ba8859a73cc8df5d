import { type Kysely, sql } from 'kysely';

/**
 * A member of an item that protection had ended keeps what it ended as when another call in the same words opens the item again. Of
 * items that were opened again before this was kept nobody can tell it: their texts end with the call of now.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table vigie.item_members add column ended_as text
    check (ended_as in ('offer', 'not_offer', 'protect', 'unresolved'))`,
];
