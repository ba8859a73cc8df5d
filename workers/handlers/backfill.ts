import { type BackfillSource, PROCESS, type Source, type SourceState } from '../../queue/contracts/index.ts';
import { messageOf } from '../../queue/runtime/errors.ts';
import {
  type Backfill,
  isRoundOver,
  isSuspended,
  openRound,
  readProgress,
  recordBackfill,
} from '../../queue/storage/index.ts';
import { recordRoundEnd } from './record-round-end.ts';
import { type RoundVerdict, verdictOf, verdictOfRead } from './round-fault.ts';
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
  let verdict: RoundVerdict;
  try {
    await walkPages(context, source, walk, {
      round,
      plan: {
        from: openAddress(vault, source.id, backfill.next),
        pages: Math.min(PAGES_AT_ONCE, backfill.pagesLeft),
      },
      knownUntil: backfill.untilRound,
    });
    verdict = verdictOfRead(walk.passedOver);
  } catch (error) {
    verdict = verdictOf(error);
    context.logger.warn({ source: source.id, error: messageOf(error) }, 'older pages could not be read');
  }
  await recordRoundEnd(context, source, {
    ...{ round, walk, verdict, actor: PROCESS.backfill },
    async also(tx) {
      const left = leftAfter(vault, source, backfill, walk, verdict);
      await recordBackfill(tx, source.id, backfill.version, left);
      return { pagesLeft: left?.pagesLeft ?? 0 };
    },
  });
  context.nudge();
}

/** Reasons by which a host says "later": often to another source, or to all who ask it. */
const ASKED_TO_WAIT: ReadonlySet<string | null> = new Set(['http-429', 'retry-after', 'back-off']);
/** Faults of one answer besides its status; its host may be as it always is. */
const FAULTY_ANSWERS: ReadonlySet<string | null> = new Set([
  'redirect-limit',
  'encoding',
  'deadline',
  'crash',
]);
/** What ends a round here and says nothing of the host: an authorisation that ended, a suspension, no browser. */
const OURS: ReadonlySet<SourceState> = new Set(['expired', 'off', 'no-assessment', 'no-browser']);

/** Whether a server answered, and not with the page. */
function isFaultyAnswer(state: SourceState, reason: string | null): boolean {
  return state === 'unreachable' && (reason?.startsWith('http-') === true || FAULTY_ANSWERS.has(reason));
}

/** A page that cannot be had for now is asked for again; one that blocks for good or is gone is the end of it. */
function leftAfter(
  vault: WalkContext['vault'],
  source: Source,
  { untilRound, pagesLeft, next }: Backfill,
  walk: Walk,
  { state, reason }: RoundVerdict,
): Omit<Backfill, 'version'> | null {
  // A page that answers with a fault is paid for like one that was read, or one that always does would be asked for ever.
  const left = pagesLeft - walk.pages - (isFaultyAnswer(state, reason) ? 1 : 0);
  // The reason of a round that was read to its end is that of a page beside the list.
  const isForLater =
    state !== 'ok' && (state === 'unreachable' || OURS.has(state) || ASKED_TO_WAIT.has(reason));
  const goesOn = isForLater || (state === 'ok' && walk.end === 'budget');
  if (!goesOn || left <= 0) return null;
  const at = walk.next === undefined ? next : sealAddress(vault, source.id, walk.next);
  return { next: at, untilRound, pagesLeft: left };
}
