import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../queue/storage/index.ts';

/** A question about an item that this colleague answered: they read its post. */
export async function answered(db: Kysely<Schema>, itemId: string, colleague: string): Promise<void> {
  await sql`
    insert into vigie.item_questions (item_id, kind, asked_by, asked_at, colleague, read_at, answer, answered_at)
    values (${itemId}, 'word', 'whoever asked', now(), ${colleague}, now(), 'unsure', now())
  `.execute(db);
}
