import { type Source, type SourceState, sourceDueRound } from '../queue/contracts/index.ts';
import { collectSourceRequest, expireTextsRequest, type JobRequest } from '../queue/jobs/index.ts';
import { sequence } from '../queue/log/index.ts';
import { type Loop, startLoop } from '../queue/runtime/loop.ts';
import { readStandings, type SourceStanding, type SqlPool } from '../queue/storage/index.ts';
import { type JobQueue, reconcile, relayOnce } from '../queue/transport/index.ts';
import type { WorkerContext } from './context.ts';
import { stateOfRefusal } from './handlers/source-state.ts';
import type { Refusal } from './sources/decide-request.ts';
import type { Collector } from './sources/index.ts';

export type ScheduleContext = Pick<WorkerContext, 'db' | 'clock' | 'logger' | 'sources' | 'collector'>;

export interface Schedule {
  /** Something was staged: the relay runs soon. The log's order can wait for its own turn. */
  nudge(): void;
  close(): Promise<void>;
}

const RELAY_MS = 250;
const SEQUENCE_MS = 500;
const DUE_MS = 2000;
/** A post that waits this long without a job in the store has lost it. */
const LOST_AFTER_MS = 60_000;
const RECONCILE_MS = 30_000;
const TIDY_MS = 60_000;

/** The work that belongs to no job: moving the outbox, giving log entries their position, naming what is due. */
export function startSchedule(context: ScheduleContext, queue: JobQueue, embedded?: SqlPool): Schedule {
  const { db, clock, logger, sources, collector } = context;
  const relay = startLoop('relay', RELAY_MS, logger, () => relayOnce(db, queue));
  const loops: Loop[] = [
    relay,
    startLoop('sequencer', SEQUENCE_MS, logger, () => sequence(db)),
    startLoop('due', DUE_MS, logger, async () => {
      const standings = await readStandings(db);
      await queue.add(dueJobs([...sources.values()], standings, collector, clock.now()));
    }),
    startLoop('reconcile', RECONCILE_MS, logger, () =>
      reconcile(db, queue, { actor: 'scheduler', now: new Date(clock.now()), minAgeMs: LOST_AFTER_MS }),
    ),
  ];
  if (embedded) loops.push(startLoop('tidy', TIDY_MS, logger, () => tidyEmbedded(embedded)));
  return {
    nudge: () => relay.nudge(),
    async close() {
      await Promise.all(loops.map((loop) => loop.close()));
      // What was written last gets its position too, so that the log is whole when nobody runs.
      await sequence(db);
    },
  };
}

/** Jobs due at `nowMs`. Their ids name the round, so asking again or from two processes adds none. */
export function dueJobs(
  sources: readonly Source[],
  standings: ReadonlyMap<string, Pick<SourceStanding, 'round' | 'state'>>,
  collector: Pick<Collector, 'refusalOf'>,
  nowMs: number,
): JobRequest[] {
  const rounds = sources
    .filter((source) => source.enabled && source.kind !== 'import')
    // That it may not be collected was recorded by the round that was dropped for it; once is enough.
    .filter((source) => standings.get(source.id)?.state !== dropStateOf(collector.refusalOf(source)))
    .map((source) => ({ id: source.id, round: sourceDueRound(source, nowMs) }))
    // The store forgets finished jobs after a while; the records do not. Not `<`: another interval counts other rounds.
    .filter(({ id, round }) => standings.get(id)?.round !== round)
    .map(({ id, round }) => collectSourceRequest(id, round) as JobRequest);
  return [...rounds, expireTextsRequest(nowMs) as JobRequest];
}

function dropStateOf(refusal: Refusal | null): SourceState | null {
  return refusal === null ? null : stateOfRefusal(refusal.reason);
}

/**
 * The embedded database has no autovacuum: without this the job table grew to 16.6 MB in 50,000 jobs against 3.9 MB,
 * and the folder to 200 MB without checkpoints.
 */
async function tidyEmbedded(pool: SqlPool): Promise<void> {
  for (const statement of [
    'vacuum bullmq.job',
    'vacuum bullmq.event',
    'vacuum vigie.outbox',
    'vacuum vigie.log_pending',
    'checkpoint',
  ]) {
    await pool.query(statement);
  }
}
