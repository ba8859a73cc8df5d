import type { Kysely } from 'kysely';
import type { PROCESS, Source } from '../../queue/contracts/index.ts';
import { appendEntry } from '../../queue/log/index.ts';
import {
  addTrouble,
  type EndedRound,
  endRound,
  type OpenRound,
  pruneRounds,
  type Schema,
  type TroubleCounts,
} from '../../queue/storage/index.ts';
import type { RoundVerdict } from './round-fault.ts';
import { isRefusal } from './source-state.ts';
import type { Walk, WalkContext } from './walk.ts';

export interface RoundEnd {
  readonly round: OpenRound;
  readonly walk: Walk;
  readonly verdict: RoundVerdict;
  readonly actor: typeof PROCESS.collect | typeof PROCESS.backfill;
  /** What else the round leaves, in the same transaction, behind the round and before its entry. @returns more that the entry says */
  also(tx: Kysely<Schema>, ended: EndedRound, at: Date): Promise<Readonly<Record<string, number>>>;
}

/**
 * Ends a round, live or of older pages: what came of it, what was refused and failed on the way, and its entry, in one transaction.
 * @returns what it brought; `undefined` where another process ended it first, and nothing was recorded
 */
export async function recordRoundEnd(
  { db, clock }: Pick<WalkContext, 'db' | 'clock'>,
  source: Source,
  { round, walk, verdict, actor, also }: RoundEnd,
): Promise<EndedRound | undefined> {
  const { state, reason } = verdict;
  const trouble = troubleOf(walk, verdict);
  const at = new Date(clock.now());
  return await db.transaction().execute(async (tx) => {
    const ended = await endRound(tx, { roundId: round.roundId, state, reason, robots: walk.robots, now: at });
    if (ended === undefined) return undefined;
    const more = await also(tx, ended, at);
    await addTrouble(tx, source.id, trouble, at);
    await pruneRounds(tx, source.id);
    await appendEntry(tx, {
      kind: 'source.round',
      actor,
      at,
      subject: source.id,
      body: {
        state,
        reason,
        round: round.round,
        purpose: source.authorisation.purpose,
        requests: walk.requests,
        fresh: ended.fresh,
        known: ended.known,
        edited: ended.edited,
        refusals: Object.fromEntries(trouble.refused),
        robots: walk.robots?.verdict ?? null,
        ...more,
      },
    });
    return ended;
  });
}

/** What was noted on the way, and how the round ended: a server that does not answer refuses nobody. */
function troubleOf({ refusals, passedOver }: Walk, { state, reason }: RoundVerdict): TroubleCounts {
  const refused = new Map(refusals);
  if (reason === null || state === 'ok') return { refused, failed: new Map(passedOver) };
  if (!isRefusal(state)) return { refused, failed: new Map([[reason, 1]]) };
  return { refused: refused.set(reason, (refused.get(reason) ?? 0) + 1), failed: new Map() };
}
