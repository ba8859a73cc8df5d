import type { Kysely } from 'kysely';
import { unpackBodies } from '../../queue/log/index.ts';
import type { Schema } from '../../queue/storage/index.ts';

/** The bodies of all assessments that are stored, flagged ones first. */
export async function storedBodies(db: Kysely<Schema>): Promise<string[]> {
  const flagged = await db.selectFrom('vigie.assessments').select('body').execute();
  const shared = await db.selectFrom('vigie.unflagged_assessments').select('packed').execute();
  return [
    ...flagged.flatMap(({ body }) => body ?? []),
    ...shared.flatMap(({ packed }) => (packed && unpackBodies(packed)) ?? []),
  ];
}
