import type { DryRun, Source } from '../../queue/contracts/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import type { Config } from '../../queue/runtime/config.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Lifecycle } from '../../queue/runtime/lifecycle.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import type { WorkerContext } from '../../workers/context.ts';
import { dryRun } from '../../workers/handlers/dry-run.ts';
import { readAssessments } from '../../workers/rights/index.ts';
import { startStopWatch } from '../../workers/stop-watch.ts';
import { openCollector } from './open-collector.ts';
import type { Records } from './records.ts';
import { readSources } from './source-set.ts';

/** @param actor who the log says had the source read */
export type TrySource = (id: string, actor: string) => Promise<DryRun>;

type Trying = Pick<WorkerContext, 'db' | 'clock' | 'collector' | 'sources' | 'stops'>;

/** What the dashboard's button does, with the collector of this process. */
export function sourceTrier(context: Trying): TrySource {
  const { sources, stops } = context;
  return (id, actor) =>
    stops.run((stopping) => dryRun({ ...context, stopping }, configured(sources, id), actor));
}

/** The same in a process that collects nothing: its collector is made when somebody first tries a source. */
export function lazySourceTrier(
  config: Config,
  records: Records,
  logger: Logger,
  lifecycle: Lifecycle,
): TrySource {
  let trier: Promise<TrySource> | undefined;
  async function begin(): Promise<TrySource> {
    const [sources, assessments] = await Promise.all([
      readSources(config),
      readAssessments(config.configDir),
    ]);
    const { db } = records.database;
    const collector = openCollector(config, records, logger, { assessments });
    const stop = new AbortController();
    const stops = await startStopWatch({ db, logger, stopping: stop.signal });
    lifecycle.onClose('collector', async () => {
      stop.abort(new Error('the process is stopping'));
      await stops.close();
      await collector.close();
    });
    return sourceTrier({ db, clock: SYSTEM_CLOCK, collector, sources, stops });
  }
  return async (id, actor) => {
    trier ??= begin();
    trier.catch(() => {
      // Sources that could not be read may be mended by the next time.
      trier = undefined;
    });
    return (await trier)(id, actor);
  };
}

function configured(sources: ReadonlyMap<string, Source>, id: string): Source {
  const source = sources.get(id);
  if (source) return source;
  throw new AppError('item.not-found', `expected a configured source, found none with the id ${id}`, { id });
}
