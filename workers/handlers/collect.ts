import { createHash } from 'node:crypto';
import { type CollectSource, PROCESS, type Source } from '../../queue/contracts/index.ts';
import {
  endBackfill,
  type OpenRound,
  openRound,
  readHeadCounts,
  readProgress,
  recordProgress,
  recordStanding,
  registerSources,
  type SourceProgress,
} from '../../queue/storage/index.ts';
import type { Refusal } from '../sources/decide-request.ts';
import { recordDropped } from './drop-round.ts';
import { nextInterval } from './pace.ts';
import { recordRoundEnd } from './record-round-end.ts';
import { type RoundVerdict, verdictOf, verdictOfRead } from './round-fault.ts';
import { type RoundReport, reportOfOther } from './round-report.ts';
import { stateOfRefusal } from './source-state.ts';
import { suspensionOf } from './suspension.ts';
import { BAND_ROUNDS, fewestExpected } from './volume-band.ts';
import { newWalk, pagesOf, sealAddress, type Walk, type WalkContext, walkPages } from './walk.ts';

export type CollectContext = WalkContext;

/** An interrupted round goes on within this time, in milliseconds; later its next page is another one. */
const GOES_ON_WITHIN_MS = 15 * 60_000;

/** A job that waited until its source was switched off, removed or out of its authorisation is dropped, and logged. */
export async function handleCollectSource(context: CollectContext, job: CollectSource): Promise<void> {
  const { sourceId, round } = job;
  const { lastRound } = await readProgress(context.db, sourceId);
  if (lastRound >= round) return;
  const source = context.sources.get(sourceId);
  if (source !== undefined) {
    await collectRound(context, source, round);
    return;
  }
  const message = `no file in config/sources has the id "${sourceId}" any more`;
  await recordDropped(context, { sourceId, round, state: 'off', reason: 'removed', message });
}

/**
 * One live round of a source: from the newest page down to what is known, or on from where an interrupted round was. How
 * the source stands is recorded with the log entry. A source that blocks, changed or cannot be reached gets that state;
 * what came before the fault is kept.
 * @param number the schedule's; by default the next one
 */
export async function collectRound(
  context: CollectContext,
  source: Source,
  number?: number,
): Promise<RoundReport> {
  await registerSources(context.db, [source]);
  const progress = await readProgress(context.db, source.id);
  const refusal = context.collector.refusalOf(source) ?? (await suspensionOf(context.db, source.id));
  if (refusal !== null) return await dropRound(context, source, number ?? progress.lastRound + 1, refusal);
  const now = new Date(context.clock.now());
  const round = await openRound(context.db, {
    sourceId: source.id,
    kind: 'live',
    round: number ?? progress.lastRound + 1,
    now,
    staleBefore: new Date(now.getTime() - GOES_ON_WITHIN_MS),
  });
  const walk = newWalk(round);
  const settings = settingsDigest(source);
  const verdict = await walkLive(context, source, walk, round, progress, settings);
  const expected =
    walk.headPosts === null ? null : fewestExpected(await readHeadCounts(context.db, source.id, BAND_ROUNDS));
  return await finish(context, source, {
    round,
    progress,
    walk,
    expected,
    settings,
    verdict: judgeVolume(verdict, walk, expected),
  });
}

async function dropRound(
  context: CollectContext,
  source: Source,
  round: number,
  { reason, message }: Refusal,
): Promise<RoundReport> {
  const state = stateOfRefusal(reason);
  await recordDropped(context, { sourceId: source.id, round, state, reason, message });
  context.logger.info({ source: source.id, state, reason }, 'source round dropped');
  return { sourceId: source.id, state, reason, message, fresh: 0, known: 0, edited: 0 };
}

async function walkLive(
  context: CollectContext,
  source: Source,
  walk: Walk,
  round: OpenRound,
  progress: SourceProgress,
  settings: string,
): Promise<RoundVerdict> {
  const { validators, wholeRound } = progress;
  try {
    await walkPages(context, source, walk, {
      round,
      plan: {
        pages: pagesOf(source),
        ...(validators?.settings === settings ? { validators: validators.given } : {}),
      },
      knownUntil: wholeRound,
    });
    return verdictOfRead(walk.passedOver);
  } catch (error) {
    return verdictOf(error);
  }
}

function judgeVolume(verdict: RoundVerdict, { headPosts }: Walk, expected: number | null): RoundVerdict {
  if (verdict.state !== 'ok' || headPosts === null || expected === null || headPosts >= expected) {
    return verdict;
  }
  return {
    state: 'sparse',
    reason: 'few-posts',
    message: `expected at least ${expected} posts on the newest page after its last rounds, found ${headPosts}; look at the page`,
  };
}

interface Ending {
  readonly round: OpenRound;
  readonly progress: SourceProgress;
  readonly walk: Walk;
  readonly expected: number | null;
  readonly settings: string;
  readonly verdict: RoundVerdict;
}

async function finish(context: CollectContext, source: Source, ending: Ending): Promise<RoundReport> {
  const { round, progress, walk, verdict } = ending;
  const { state, reason, message } = verdict;
  const ended = await recordRoundEnd(context, source, {
    ...{ round, walk, verdict, actor: PROCESS.collect },
    async also(tx, { fresh }, at) {
      const left = progressAfter(context, source, ending);
      // Rounds are locked before their source, as a backfill round that ends locks them.
      if (left.backfill !== undefined) await endBackfill(tx, source.id, at);
      const intervalSeconds = nextInterval(source, progress.intervalSeconds, fresh > 0);
      await recordStanding(tx, {
        ...verdict,
        sourceId: source.id,
        round: round.round,
        at,
        fresh,
        headPosts: walk.headPosts,
        headExpected: ending.expected,
        robots: walk.robots,
        purpose: source.authorisation.purpose,
        intervalSeconds,
        nextDueAt: new Date(at.getTime() + intervalSeconds * 1000),
      });
      await recordProgress(tx, source.id, left);
      return {};
    },
  });
  context.nudge();
  if (ended === undefined) return await reportOfOther(context, source.id, round.roundId, verdict);
  const { fresh, known, edited } = ended;
  context.logger.info({ source: source.id, state, reason, fresh, known, edited }, 'source round');
  return { sourceId: source.id, state, reason, message, fresh, known, edited };
}

/** Only a round that ended well says how far the list is known; after any other the next one looks again. */
function progressAfter(
  context: CollectContext,
  source: Source,
  { round, progress, walk, settings, verdict }: Ending,
): Parameters<typeof recordProgress>[2] {
  if (verdict.state !== 'ok') return { validators: null };
  if (walk.end === 'unchanged') return { validators: progress.validators };
  // "Unchanged" would keep a text that was put off from ever being met again.
  const mayAskLess = walk.deferred === 0;
  const validators = walk.validators && mayAskLess ? { settings, given: walk.validators } : null;
  const isGap = walk.end === 'budget' && walk.next !== undefined && source.backfillPages > 0;
  if (!isGap || walk.next === undefined) return { wholeRound: round.roundId, validators };
  return {
    wholeRound: round.roundId,
    validators,
    backfill: {
      next: sealAddress(context.vault, source.id, walk.next),
      // Of two gaps the newer walk goes through both.
      untilRound: progress.backfill ? progress.backfill.untilRound : progress.wholeRound,
      pagesLeft: source.backfillPages,
    },
  };
}

/** What a page is asked for and read by: under other settings the same page may bring other posts. */
function settingsDigest(source: Source): string {
  const { authorisation: _a, name: _n, enabled: _e, everySeconds: _s, ...settings } = source;
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 32);
}
