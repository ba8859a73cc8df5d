import type { Kysely } from 'kysely';
import { readLastInForce, type Schema } from '../../../queue/storage/index.ts';
import { type Finding, warn } from './check.ts';

/** Whether the rules went back to an earlier release that nobody signed for again. */
export async function checkReturn(db: Kysely<Schema>): Promise<Finding[]> {
  const last = await readLastInForce(db);
  if (last?.returned !== 'unsigned') return [];
  return [
    warn(
      'rules',
      `release ${last.release} is in force again after another one, and nobody signed for its return`,
      'restore the packs that were meant to be in force; or move release.json away, have the return signed ("vigie rules release prepare --return-to FILE", then "sign"), and restart',
    ),
  ];
}
