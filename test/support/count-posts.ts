import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../queue/storage/index.ts';

export async function countPosts(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from vigie.posts`.execute(db);
  return rows[0]?.count ?? 0;
}
