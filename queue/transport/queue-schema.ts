import { runMigrations } from 'bullmq';
import type { SqlPool } from '../storage/sql-pool.ts';

const SCHEMA = 'bullmq';

/**
 * Makes BullMQ's tables in the embedded database and puts its schema first in the session's search path: its SQL names
 * them unqualified. Our own tables are always qualified.
 */
export async function prepareQueueSchema(pool: SqlPool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client as never, SCHEMA);
    await client.query(`set search_path to ${SCHEMA}, public`);
  } finally {
    client.release();
  }
}
