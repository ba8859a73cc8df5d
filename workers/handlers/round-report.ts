import { type RoundOutcome, readOutcome } from '../../queue/storage/index.ts';
import type { WorkerContext } from '../context.ts';
import type { RoundVerdict } from './round-fault.ts';

/** What a live round brought, for whoever asked for it. */
export interface RoundReport extends RoundOutcome {
  readonly sourceId: string;
}

const INTERRUPTED: RoundOutcome = {
  state: 'interrupted',
  reason: null,
  message: null,
  fresh: 0,
  known: 0,
  edited: 0,
};

/**
 * Of a round that another walk went through, too, and ended first: what that one recorded. How this walk came out is told
 * to the process log alone, as the records already say how the round did.
 */
export async function reportOfOther(
  { db, logger }: Pick<WorkerContext, 'db' | 'logger'>,
  sourceId: string,
  roundId: number,
  own: RoundVerdict,
): Promise<RoundReport> {
  const outcome = (await readOutcome(db, roundId)) ?? INTERRUPTED;
  logger.info(
    { source: sourceId, state: own.state, reason: own.reason, recorded: outcome.state },
    'source round that another process ended first',
  );
  if (outcome.state !== 'interrupted') return { sourceId, ...outcome };
  const message = 'nothing was stored for so long that another process began the round anew';
  return { sourceId, ...outcome, message };
}
