import type { DryRun, Source } from '../../queue/contracts/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import type { Config } from '../../queue/runtime/config.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Lifecycle } from '../../queue/runtime/lifecycle.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import type { WorkerContext } from '../../workers/context.ts';
import { dryRun } from '../../workers/handlers/dry-run.ts';
import { type AssessmentStanding, NO_ASSESSMENTS, readAssessments } from '../../workers/rights/index.ts';
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

/**
 * The same in a process that collects nothing: its collector is made when somebody first tries a source. Sources and assessments are
 * read for every trial, so that nothing is fetched on the word of a file that was changed since.
 */
export function lazySourceTrier(
  config: Config,
  records: Records,
  logger: Logger,
  lifecycle: Lifecycle,
): TrySource {
  let standing: AssessmentStanding = NO_ASSESSMENTS;
  let opening: Promise<Omit<Trying, 'sources'>> | undefined;
  async function open(): Promise<Omit<Trying, 'sources'>> {
    const { db } = records.database;
    const stop = new AbortController();
    const stops = await startStopWatch({ db, logger, stopping: stop.signal });
    const collector = openCollector(config, records, logger, { assessments: () => standing });
    lifecycle.onClose('collector', async () => {
      stop.abort(new Error('the process is stopping'));
      await stops.close();
      await collector.close();
    });
    return { db, clock: SYSTEM_CLOCK, collector, stops };
  }
  return async (id, actor) => {
    const [sources, assessments] = await Promise.all([
      readSources(config),
      readAssessments(config.configDir),
    ]);
    standing = assessments;
    opening ??= open();
    opening.catch(() => {
      // Records that were away may be back by the next time.
      opening = undefined;
    });
    return sourceTrier({ ...(await opening), sources })(id, actor);
  };
}

function configured(sources: ReadonlyMap<string, Source>, id: string): Source {
  const source = sources.get(id);
  if (source) return source;
  throw new AppError('item.not-found', `expected a configured source, found none with the id ${id}`, { id });
}
