import { type BackfillSource, PROCESS, type Source, type SourceState } from '../../queue/contracts/index.ts';
import { appendEntry } from '../../queue/log/index.ts';
import { messageOf } from '../../queue/runtime/errors.ts';
import {
  type Backfill,
  endRound,
  isRoundOver,
  isSuspended,
  openRound,
  pruneRounds,
  readProgress,
  recordBackfill,
} from '../../queue/storage/index.ts';
import { type RoundVerdict, verdictOf } from './round-fault.ts';
import { newWalk, openAddress, sealAddress, type Walk, type WalkContext, walkPages } from './walk.ts';

/** Older pages read at once: a host is never busy with the past for long. */
const PAGES_AT_ONCE = 10;
/** An older page is found again under its address for this long, in milliseconds. */
const GOES_ON_WITHIN_MS = 24 * 3_600_000;

/** Reads some older pages that the live rounds did not reach, once after each of them, and notes how many are left. */
export async function handleBackfillSource(context: WalkContext, job: BackfillSource): Promise<void> {
  const source = context.sources.get(job.sourceId);
  if (!source || context.collector.refusalOf(source) !== null) return;
  if (await isSuspended(context.db, source.id)) return;
  // The queue forgets a finished job after a while, and takes it again.
  if (await isRoundOver(context.db, { sourceId: source.id, kind: 'backfill', round: job.round })) return;
  const { backfill } = await readProgress(context.db, source.id);
  if (backfill === null) return;
  await backfillRound(context, source, job.round, backfill);
}

async function backfillRound(
  context: WalkContext,
  source: Source,
  number: number,
  known: Backfill,
): Promise<void> {
  const { db, vault, clock } = context;
  const begun = new Date(clock.now());
  const round = await openRound(db, {
    sourceId: source.id,
    kind: 'backfill',
    round: number,
    now: begun,
    staleBefore: new Date(begun.getTime() - GOES_ON_WITHIN_MS),
  });
  // A live round may have left a newer gap before this one was opened; from then on it would have ended it.
  const backfill = (await readProgress(db, source.id)).backfill ?? known;
  const walk = newWalk(round);
  let verdict: RoundVerdict = { state: 'ok', reason: null, message: null };
  try {
    await walkPages(context, source, walk, {
      round,
      plan: {
        from: openAddress(vault, source.id, backfill.next),
        pages: Math.min(PAGES_AT_ONCE, backfill.pagesLeft),
      },
      knownUntil: backfill.untilRound,
    });
  } catch (error) {
    verdict = verdictOf(error);
    context.logger.warn({ source: source.id, error: messageOf(error) }, 'older pages could not be read');
  }
  const now = new Date(clock.now());
  const { state, reason } = verdict;
  await db.transaction().execute(async (tx) => {
    const done = await endRound(tx, { roundId: round.roundId, state, reason, robots: walk.robots, now });
    if (done === undefined) return;
    const left = leftAfter(vault, source, backfill, walk, verdict);
    await recordBackfill(tx, source.id, backfill.version, left);
    await pruneRounds(tx, source.id);
    await appendEntry(tx, {
      kind: 'source.round',
      actor: PROCESS.backfill,
      at: now,
      subject: source.id,
      body: {
        state,
        reason,
        purpose: source.authorisation.purpose,
        requests: walk.requests,
        fresh: done.fresh,
        known: done.known,
        refusals: Object.fromEntries(walk.refusals),
        robots: walk.robots?.verdict ?? null,
        pagesLeft: left?.pagesLeft ?? 0,
      },
    });
  });
  context.nudge();
}

/** Reasons by which a host says "later": often to another source, or to all who ask it. */
const ASKED_TO_WAIT: ReadonlySet<string | null> = new Set(['http-429', 'retry-after', 'back-off']);
/** What ends a round here and says nothing of the host: an authorisation that ended, a suspension, no browser. */
const OURS: ReadonlySet<SourceState> = new Set(['expired', 'off', 'no-assessment', 'no-browser']);

/** A page that cannot be had for now is asked for again; one that blocks for good or is gone is the end of it. */
function leftAfter(
  vault: WalkContext['vault'],
  source: Source,
  { untilRound, pagesLeft, next }: Backfill,
  walk: Walk,
  { state, reason }: RoundVerdict,
): Omit<Backfill, 'version'> | null {
  const left = pagesLeft - walk.pages;
  const isForLater = state === 'unreachable' || OURS.has(state) || ASKED_TO_WAIT.has(reason);
  const goesOn = isForLater || (state === 'ok' && walk.end === 'budget');
  if (!goesOn || left <= 0) return null;
  const at = walk.next === undefined ? next : sealAddress(vault, source.id, walk.next);
  return { next: at, untilRound, pagesLeft: left };
}
