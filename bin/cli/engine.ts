import { availableParallelism } from 'node:os';
import type { Source } from '../../queue/contracts/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import type { Config } from '../../queue/runtime/config.ts';
import { loadKnownPosts } from '../../queue/runtime/known-posts.ts';
import type { Lifecycle } from '../../queue/runtime/lifecycle.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { loadPolicy } from '../../queue/runtime/policy.ts';
import { hostTurns, scrubErased } from '../../queue/storage/index.ts';
import type { JobQueue } from '../../queue/transport/index.ts';
import type { WorkerContext } from '../../workers/context.ts';
import { type AssessmentStanding, assessmentGaps, readAssessments } from '../../workers/rights/index.ts';
import { type Schedule, startSchedule } from '../../workers/schedule.ts';
import { createControls } from '../../workers/scoring/known-controls.ts';
import { createSampling } from '../../workers/scoring/sampling.ts';
import { createScoringThreads } from '../../workers/scoring/scoring.ts';
import { createCollector } from '../../workers/sources/index.ts';
import { startStopWatch } from '../../workers/stop-watch.ts';
import { startWork } from '../../workers/work.ts';
import { openEvidence } from './evidence.ts';
import { keepReleaseInForce } from './keep-release.ts';
import { readAsked, readTold } from './outside.ts';
import { openQueue } from './queue-store.ts';
import type { Records } from './records.ts';
import type { RuleSet } from './rule-set.ts';

export interface EngineParts {
  /** Takes jobs, and scores with these rules. Without them nothing is compiled and no thread started. */
  readonly rules?: RuleSet;
  readonly scheduler: boolean;
  /**
   * Whether rounds of sources are named and taken. A command that was asked for something else does what follows from it, and
   * leaves them to the process that collects; it still knows every source, as posts of all of them may wait. @defaultValue true
   */
  readonly collects?: boolean;
  /**
   * Only for the demonstration, which needs no assessments, collects from the ports that its own web opened, and tells and asks
   * nobody else.
   */
  readonly demo?: { readonly loopbackPorts: ReadonlySet<number> };
}

export interface Engine {
  readonly context: Omit<WorkerContext, 'scoring' | 'controls' | 'sampling'>;
  readonly queue: JobQueue;
}

/** One core is left to the process's own thread; more than four threads wait for the database. */
function scoringThreads(): number {
  return Math.min(4, Math.max(1, availableParallelism() - 1));
}

/** Said once at the start; every round that is dropped for it says it again, in the source's state. */
function warnOfGaps(
  assessments: AssessmentStanding,
  sources: ReadonlyMap<string, Source>,
  logger: Logger,
): void {
  const missing = assessmentGaps(assessments, SYSTEM_CLOCK.now());
  const isCollecting = [...sources.values()].some(({ enabled, kind }) => enabled && kind !== 'import');
  if (missing.length > 0 && isCollecting)
    logger.warn(
      { missing },
      'nothing is fetched without signed assessments in force; review and import go on',
    );
}

/** Builds what moves posts, and starts the parts asked for. Closing the lifecycle stops them in reverse order. */
export async function startEngine(
  config: Config,
  records: Records,
  sources: ReadonlyMap<string, Source>,
  logger: Logger,
  lifecycle: Lifecycle,
  parts: EngineParts,
): Promise<Engine> {
  const { database, vault } = records;
  const { collects = true } = parts;
  const isDemo = parts.demo !== undefined;
  const assessments = isDemo ? undefined : await readAssessments(config.configDir);
  if (assessments !== undefined && collects) warnOfGaps(assessments, sources, logger);
  const collector = createCollector({
    assessments: assessments ?? 'demo',
    ...(parts.demo === undefined ? {} : { loopbackPorts: parts.demo.loopbackPorts }),
    clock: SYSTEM_CLOCK,
    logger,
    turns: hostTurns(database.db),
    ...(config.chromiumPath === undefined ? {} : { chromiumPath: config.chromiumPath }),
  });
  lifecycle.onClose('collector', () => collector.close());
  if (parts.rules !== undefined && parts.rules.release === null)
    logger.warn(
      { reasons: parts.rules.unsigned },
      'the rules are no signed release: assessments will name none',
    );
  if (parts.rules !== undefined)
    await keepReleaseInForce(database.db, parts.rules, config.packsDir, new Date(SYSTEM_CLOCK.now()));
  const scoring =
    parts.rules &&
    createScoringThreads(
      { rules: parts.rules.compiled, release: parts.rules.release, key: records.key },
      scoringThreads(),
    );
  if (scoring) lifecycle.onClose('scoring', () => scoring.close());
  const queue = await openQueue(config, database, logger);
  lifecycle.onClose('queue', () => queue.close());

  const stop = new AbortController();
  lifecycle.onClose('rounds in progress', () => stop.abort(new Error('the process is stopping')));

  const alerts = await readTold(config.configDir, isDemo);
  if (alerts === undefined && parts.scheduler && !isDemo)
    logger.warn({}, 'nobody is told of persons at risk: config/alerts.yml is missing');
  const stops = await startStopWatch({ db: database.db, logger, stopping: stop.signal });
  lifecycle.onClose('stop watch', () => stops.close());

  let schedule: Schedule | undefined;
  const context: Engine['context'] = {
    db: database.db,
    vault,
    policy: loadPolicy(config.configDir),
    clock: SYSTEM_CLOCK,
    logger,
    collector,
    sources,
    stopping: stop.signal,
    alerts,
    evidence: openEvidence(config),
    stops,
    afterErasure: async () => {
      if (database.reach === 'owner') await scrubErased(database.pool);
    },
    nudge: () => schedule?.nudge(),
  };
  if (scoring) {
    const { controls: known } = loadKnownPosts(config.configDir);
    const share = context.policy.review.controlShare;
    const controls = createControls({ known, share, scoring, vault, logger });
    const sampling = createSampling({ db: context.db, policy: context.policy.fairness, clock: SYSTEM_CLOCK });
    const work = { scoreConcurrency: config.scoreConcurrency, collects };
    startWork({ ...context, scoring, controls, sampling }, queue, work);
  }
  if (parts.scheduler) {
    const asked = await readAsked(config, isDemo);
    schedule = startSchedule(
      { ...context, ...asked, collects },
      queue,
      database.reach === 'owner' ? database.pool : undefined,
    );
    const started = schedule;
    lifecycle.onClose('schedule', () => started.close());
  }
  return { context, queue };
}
