import type { Source } from '../../queue/contracts/index.ts';
import { type Clock, SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../queue/runtime/logger.ts';
import type { JobQueue } from '../../queue/transport/index.ts';
import type { Vault } from '../../queue/vault/index.ts';
import type { AlertSettings } from '../../workers/alerts/index.ts';
import type { WorkerContext } from '../../workers/context.ts';
import { startSchedule } from '../../workers/schedule.ts';
import type { Scoring } from '../../workers/scoring/scoring.ts';
import type { Collector } from '../../workers/sources/index.ts';
import { startStopWatch } from '../../workers/stop-watch.ts';
import { startWork } from '../../workers/work.ts';
import type { Column } from './columns.ts';
import { scoreContext } from './scoring.ts';

export interface Working {
  readonly context: WorkerContext;
  /** Ends schedule and watch; the queue's workers end with the queue. */
  close(): Promise<void>;
}

/** Worker and scheduler as a process has them, on a column's records and a queue of its store. */
export async function startWorking(
  column: Column,
  queue: JobQueue,
  parts: {
    collector: Collector;
    scoring: Scoring;
    vault: Vault;
    sources?: readonly Source[];
    clock?: Clock;
    schedules?: boolean;
    alerts?: AlertSettings;
  },
): Promise<Working> {
  const stopping = new AbortController();
  const { db } = column.database;
  const stops = await startStopWatch({ db, logger: SILENT_LOGGER, stopping: stopping.signal });
  const context: WorkerContext = {
    ...scoreContext(column, { vault: parts.vault, clock: parts.clock ?? SYSTEM_CLOCK }),
    scoring: parts.scoring,
    collector: parts.collector,
    sources: new Map((parts.sources ?? []).map((source) => [source.id, source])),
    stopping: stopping.signal,
    stops,
    alerts: parts.alerts,
  };
  startWork(context, queue, { scoreConcurrency: 4, collects: true });
  const schedule = parts.schedules === false ? undefined : startSchedule(context, queue);
  return {
    context,
    async close() {
      stopping.abort(new Error('the process is stopping'));
      await schedule?.close();
      await stops.close();
    },
  };
}
