import { availableParallelism } from 'node:os';
import { PROCESS, type Source } from '../../queue/contracts/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { loadKnownPosts } from '../../queue/runtime/known-posts.ts';
import type { Lifecycle } from '../../queue/runtime/lifecycle.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { loadPolicy } from '../../queue/runtime/policy.ts';
import { keepShadowLanguages, scrubErased } from '../../queue/storage/index.ts';
import type { JobQueue } from '../../queue/transport/index.ts';
import type { WorkerContext } from '../../workers/context.ts';
import { readAssessments } from '../../workers/rights/index.ts';
import { type Schedule, startSchedule } from '../../workers/schedule.ts';
import { createControls } from '../../workers/scoring/known-controls.ts';
import { createSampling } from '../../workers/scoring/sampling.ts';
import { createScoringThreads } from '../../workers/scoring/scoring.ts';
import { startStopWatch } from '../../workers/stop-watch.ts';
import { startWork } from '../../workers/work.ts';
import { openEvidence } from './evidence.ts';
import { keepReleaseInForce } from './keep-release.ts';
import { openCollector } from './open-collector.ts';
import { readAsked, readTold } from './outside.ts';
import { openQueue } from './queue-store.ts';
import type { Records } from './records.ts';
import type { RuleSet } from './rule-set.ts';
import { UNLISTED, unlistedLanguages } from './shadow-languages.ts';
import { tellOfLacks } from './tell-of-lacks.ts';

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

/** Jobs that it ends leave the queue's store, with no attempt counted: the records name them again. */
function endingError(): AppError {
  return new AppError('work.stopped', 'this process is stopping; what was in hand goes on in the next one');
}

/** Builds what moves posts, and starts the parts asked for. Closing the lifecycle stops them in reverse order. */
export async function startEngine(
  records: Records,
  sources: ReadonlyMap<string, Source>,
  logger: Logger,
  lifecycle: Lifecycle,
  parts: EngineParts,
): Promise<Engine> {
  const { database, vault, config } = records;
  const { collects = true } = parts;
  const isDemo = parts.demo !== undefined;
  const assessments = isDemo ? 'demo' : await readAssessments(config.configDir);
  const told = await readTold(config.configDir, isDemo);
  tellOfLacks(
    {
      rules: parts.rules,
      sources: collects ? sources : undefined,
      assessments,
      tells: parts.scheduler,
      told,
    },
    logger,
  );
  const collector = openCollector(config, records, logger, { assessments, ...parts.demo });
  lifecycle.onClose('collector', () => collector.close());
  const policy = loadPolicy(config.configDir);
  const { shadowLanguages } = policy.rules;
  if (parts.rules !== undefined) {
    const now = new Date(SYSTEM_CLOCK.now());
    await keepShadowLanguages(database.db, shadowLanguages, PROCESS.score, now);
    const unlisted = unlistedLanguages(parts.rules.compiled, shadowLanguages);
    if (unlisted.length > 0) logger.warn({ languages: unlisted }, UNLISTED);
    const returned = await keepReleaseInForce(database.db, parts.rules, config.packsDir, now);
    if (returned === 'unsigned')
      logger.warn(
        { release: parts.rules.release },
        'the rules went back to an earlier release, and nobody signed for its return',
      );
  }
  const scoring =
    parts.rules &&
    createScoringThreads(
      { rules: parts.rules.compiled, release: parts.rules.release, key: records.key, shadowLanguages },
      scoringThreads(),
    );
  if (scoring) lifecycle.onClose('scoring', () => scoring.close());
  // Closed after the queue, whose jobs it tells to end, and looks for a stop until the last of them has.
  const stop = new AbortController();
  const stops = await startStopWatch({ db: database.db, logger, stopping: stop.signal });
  lifecycle.onClose('stop watch', () => stops.close());
  const queue = await openQueue(config, database, logger);
  lifecycle.onClose('queue', () => queue.close());
  lifecycle.onClose('work in hand', () => stop.abort(endingError()));

  let schedule: Schedule | undefined;
  const context: Engine['context'] = {
    db: database.db,
    vault,
    policy,
    clock: SYSTEM_CLOCK,
    logger,
    collector,
    sources,
    stopping: stop.signal,
    alerts: told,
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
  // First of all: what waits for a store that is away would keep everything else from being closed.
  lifecycle.onClose('waiting for the queue', () => queue.stopWaiting());
  return { context, queue };
}
