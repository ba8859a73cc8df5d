import { PROCESS } from '../queue/contracts/index.ts';
import { watchFairness } from '../queue/fairness/index.ts';
import {
  captureItemRequest,
  expireTextsRequest,
  type JobRequest,
  lookAgainRequest,
} from '../queue/jobs/index.ts';
import { sequence, signCheckpoint } from '../queue/log/index.ts';
import { watchReviewers } from '../queue/review/index.ts';
import { type Loop, startLoop } from '../queue/runtime/loop.ts';
import {
  readDue,
  readDueCaptures,
  readDueLooks,
  registerSources,
  type SqlPool,
} from '../queue/storage/index.ts';
import { type JobQueue, reconcile, relayOnce } from '../queue/transport/index.ts';
import { createEscalation } from './alerts/escalation.ts';
import type { WorkerContext } from './context.ts';
import { createDueSources } from './due-sources.ts';
import { proveDue } from './opentimestamps/prove-due.ts';
import type { OpenTimestamps } from './opentimestamps/settings.ts';
import { prunePublic } from './public/prune-public.ts';
import { takeContests } from './public/take-contests.ts';
import { takeReferrals } from './public/take-referrals.ts';
import { listArchives } from './signing/list-archives.ts';
import { signDue } from './signing/sign-due.ts';
import type { ArchiveSigner } from './signing/signer.ts';
import type { Authority } from './timestamps/authorities.ts';
import { stampDue } from './timestamps/stamp-due.ts';
import { showToWitnesses, type Witnesses } from './witness/show-to-witnesses.ts';

export type ScheduleContext = Pick<
  WorkerContext,
  'db' | 'vault' | 'policy' | 'clock' | 'logger' | 'sources' | 'collector' | 'stops' | 'alerts' | 'evidence'
> & {
  /** Whether rounds of sources are named. @defaultValue true */
  readonly collects?: boolean;
  readonly witnesses?: Witnesses | null;
  /** Who stamps the time; nobody where none is configured. */
  readonly authorities?: readonly Authority[];
  /** Calendars that commit to the time, and who gives block headers; nobody where none is configured. */
  readonly openTimestamps?: OpenTimestamps | null;
  /** What archives are signed with; nothing where no certificate is configured. */
  readonly signer?: ArchiveSigner | null;
};

export interface Schedule {
  /** Something was staged: the relay runs soon. The log's order can wait for its own turn. */
  nudge(): void;
  close(): Promise<void>;
}

const RELAY_MS = 250;
const SEQUENCE_MS = 500;
/** Whoever gets a checkpoint can hold us to what was written this long ago. */
const CHECKPOINT_MS = 60_000;
const DUE_MS = 2000;
/** Captures named at a time: a worker makes some twenty a minute. */
const CAPTURES_NAMED = 100;
/** A post that waits this long without a job in the store has lost it. */
const LOST_AFTER_MS = 60_000;
const RECONCILE_MS = 30_000;
/** Somebody at risk is in front of protection staff within 60 s: this is what the public pages add to it. */
const PUBLIC_MS = 2000;
const PRUNE_MS = 3_600_000;
const TIDY_MS = 60_000;
const ESCALATE_MS = 5000;
const WATCH_MS = 3_600_000;
const FAIRNESS_MS = 3_600_000;
const STAMP_MS = 5000;

/** The work that belongs to no job: moving the outbox, giving log entries their position, naming what is due. */
export function startSchedule(context: ScheduleContext, queue: JobQueue, embedded?: SqlPool): Schedule {
  const {
    db,
    vault,
    policy,
    clock,
    logger,
    sources,
    collector,
    stops,
    alerts,
    collects = true,
    witnesses,
    authorities = [],
    openTimestamps = null,
    signer = null,
  } = context;
  const due = createDueSources(collects ? [...sources.values()] : [], collector);
  let isRegistered = false;
  let wasStopped = stops.stop() !== null;
  const rebuild = (minAgeMs: number) =>
    reconcile(db, queue, { actor: PROCESS.scheduler, now: new Date(clock.now()), minAgeMs });
  const relay = startLoop('relay', RELAY_MS, logger, () => relayOnce(db, queue));
  const loops: Loop[] = [
    relay,
    startLoop('sequencer', SEQUENCE_MS, logger, () => sequence(db, vault)),
    startLoop('checkpoint', CHECKPOINT_MS, logger, async () => {
      await signCheckpoint(db, vault, new Date(clock.now()));
      if (witnesses) await showToWitnesses(db, witnesses, logger);
    }),
    startLoop('due', DUE_MS, logger, async () => {
      if (!isRegistered) await registerSources(db, [...sources.values()]);
      isRegistered = true;
      const nowMs = clock.now();
      const isStopped = stops.stop() !== null;
      // Jobs that the stop ended left the queue's store: what waits gets its job back at once.
      if (wasStopped && !isStopped) await rebuild(0);
      wasStopped = isStopped;
      const requests = isStopped ? [] : due.requests(await readDue(db), nowMs);
      const evidence = isStopped ? [] : await dueEvidence(context, nowMs);
      await queue.add([...requests, ...evidence, expireTextsRequest(nowMs)]);
      due.added(requests, nowMs);
    }),
    startLoop('reconcile', RECONCILE_MS, logger, async () => {
      if (stops.stop() === null) await rebuild(LOST_AFTER_MS);
    }),
    // Two loops: what holds up the one is no matter of the other. The records refuse a referral while work is stopped.
    startLoop('public reports', PUBLIC_MS, logger, async () => {
      if (stops.stop() === null) await takeReferrals(context);
    }),
    startLoop('public contests', PUBLIC_MS, logger, () => takeContests(context)),
    startLoop('watch', WATCH_MS, logger, () => watchReviewers(db, new Date(clock.now()))),
    startLoop('fairness', FAIRNESS_MS, logger, async () => {
      for (const told of await watchFairness(db, policy.fairness, new Date(clock.now())))
        logger.warn({ ...told }, 'a rule treats kinds of content differently and is on hold');
    }),
    startLoop('public prune', PRUNE_MS, logger, () => prunePublic(context)),
  ];
  if (alerts) {
    const afterMs = alerts.escalateAfterMinutes * 60_000;
    loops.push(startLoop('alerts', ESCALATE_MS, logger, createEscalation(db, clock, afterMs)));
  }
  if (authorities.length > 0)
    loops.push(startLoop('time stamps', STAMP_MS, logger, () => stampDue(context, authorities)));
  if (openTimestamps && openTimestamps.calendars.length > 0)
    loops.push(startLoop('opentimestamps', STAMP_MS, logger, () => proveDue(context, openTimestamps)));
  if (signer) {
    const unreadable = new Set<string>();
    let hasOlder = true;
    loops.push(
      startLoop('signatures', STAMP_MS, logger, async () => {
        if (hasOlder) hasOlder = (await listArchives(context, unreadable)) > 0;
        await signDue(context, signer, context.evidence.station.program);
      }),
    );
  }
  if (embedded) loops.push(startLoop('tidy', TIDY_MS, logger, () => tidyEmbedded(embedded)));
  return {
    nudge: () => relay.nudge(),
    async close() {
      await Promise.all(loops.map((loop) => loop.close()));
      // What was written last gets its position too, so that the log is whole when nobody runs.
      await sequence(db, vault);
    },
  };
}

/** Pages to be captured, and pages to be looked at again. */
async function dueEvidence({ db }: ScheduleContext, nowMs: number): Promise<JobRequest[]> {
  const now = new Date(nowMs);
  const captures = await readDueCaptures(db, now, CAPTURES_NAMED);
  const looks = await readDueLooks(db, now, CAPTURES_NAMED);
  return [
    ...captures.map(({ id, attempts }) => captureItemRequest(id, attempts)),
    ...looks.map(({ id, looks: number }) => lookAgainRequest(id, number)),
  ];
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
