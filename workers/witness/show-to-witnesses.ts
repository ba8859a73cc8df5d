import type { Kysely } from 'kysely';
import { gatherCosignatures, type PostToWitness, type WitnessPolicy } from '../../queue/log/index.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import type { Schema } from '../../queue/storage/index.ts';

export interface Witnesses {
  readonly policy: WitnessPolicy;
  readonly post: PostToWitness;
}

/** Shows the newest checkpoint to the witnesses, and says in the process's log why one does not count yet. */
export async function showToWitnesses(
  db: Kysely<Schema>,
  { policy, post }: Witnesses,
  logger: Logger,
): Promise<void> {
  const { size, witnesses, isQuorum, faults } = await gatherCosignatures(db, policy, post);
  const message = isQuorum ? 'a witness is missing' : 'too few witnesses: this checkpoint does not count';
  if (faults.length > 0) logger.warn({ size, witnesses, faults }, message);
}
