import { PROCESS, type SourceState } from '../../queue/contracts/index.ts';
import { appendEntry } from '../../queue/log/index.ts';
import { addTrouble, recordDrop, refuseWhileStopped } from '../../queue/storage/index.ts';
import type { WorkerContext } from '../context.ts';
import type { Refusal } from '../sources/decide-request.ts';

export interface DroppedRound {
  readonly sourceId: string;
  readonly round: number;
  readonly state: SourceState;
  readonly reason: Refusal['reason'] | 'removed';
  readonly message: string;
}

/**
 * Records that a round was not run because the source may not be collected: how the source stands, the count and the
 * entry are one transaction. A round that was recorded as dropped before is left as it is.
 */
export async function recordDropped(
  { db, clock }: Pick<WorkerContext, 'db' | 'clock'>,
  { sourceId, round, state, reason, message }: DroppedRound,
): Promise<void> {
  const at = new Date(clock.now());
  await db.transaction().execute(async (tx) => {
    await refuseWhileStopped(tx);
    if (!(await recordDrop(tx, { sourceId, state, reason, message, round, at }))) return;
    await addTrouble(tx, sourceId, { refused: new Map([[reason, 1]]), failed: new Map() }, at);
    await appendEntry(tx, {
      kind: 'source.dropped',
      actor: PROCESS.collect,
      at,
      subject: sourceId,
      body: { round, reason },
    });
  });
}
