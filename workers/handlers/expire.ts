import type { Kysely } from 'kysely';
import { type ExpireTexts, PROCESS } from '../../queue/contracts/index.ts';
import { shredBodies } from '../../queue/log/index.ts';
import { forgetCare, removeAlarms, removeControls } from '../../queue/review/index.ts';
import { endOfLastOver } from '../../queue/statistics/index.ts';
import {
  classifyTexts,
  disposeErased,
  type Erased,
  eraseDue,
  foldContentCounts,
  foldFigures,
  foldRuleErrors,
  foldSignCounts,
  foldTallies,
  forgetAllRested,
  monthsUpTo,
  raiseHighWater,
  recordErasure,
  removeCounts,
  removeHandedOverFacts,
  removeSamples,
  type Schema,
  wantCapturesOfCopies,
} from '../../queue/storage/index.ts';
import { raiseTellingAlarms } from '../../queue/telling/index.ts';
import type { WorkerContext } from '../context.ts';
import { type LeavingsContext, removeLeavings } from './remove-leavings.ts';

export type ErasureContext = Pick<WorkerContext, 'db' | 'vault' | 'policy' | 'logger' | 'afterErasure'>;
export type ExpireContext = ErasureContext & LeavingsContext;

const ACTOR = PROCESS.expire;
/** Texts classified or erased in one transaction: short enough that nobody waits behind it. */
const AT_ONCE = 1000;
const DAY_MS = 86_400_000;

/** Erases what is due in the records, then removes what captures left in the store. Running it twice erases nothing more. */
export async function handleExpireTexts(context: ExpireContext, job: ExpireTexts): Promise<void> {
  await removeLeavings(context, await eraseDueTexts(context, new Date(job.dueAt)));
}

/**
 * Gives every flagged text the class of what its item ended as, erases each whose time has come, and writes a certificate
 * of it into the log. It touches the records alone: a restored copy of them says nothing of what a store still needs.
 * @returns the time that it went by: a clock that was set back changes nothing
 */
export async function eraseDueTexts(context: ErasureContext, now: Date): Promise<Date> {
  const { db, policy, logger } = context;
  const dueAt = await raiseHighWater(db, now);
  while ((await classifyTexts(db, policy.retention, dueAt, AT_ONCE)) === AT_ONCE);
  for (let hasMore = true; hasMore; ) {
    const erased = await db.transaction().execute(async (tx) => {
      const part = await eraseDue(tx, dueAt, AT_ONCE);
      if (part.texts > 0) {
        await certify(tx, part, dueAt);
        await disposeErased(tx, context.vault, { postIds: part.postIds, actor: ACTOR, now: dueAt });
      }
      return part;
    });
    const { texts, itemIds, classes } = erased;
    if (texts > 0) logger.info({ texts, classes, items: itemIds.length }, 'texts erased');
    hasMore = erased.hasMore;
  }
  // By the clock that workers capture by: the time that erasing goes by may be far ahead of it.
  await db.transaction().execute((tx) => wantCapturesOfCopies(tx, now));
  await expireControls(context, dueAt);
  await forgetCare(db, dueAt);
  await forgetAllRested(db, now);
  await expireSamples(db, dueAt);
  await foldTallies(db);
  await foldContentCounts(db);
  const { from } = monthsUpTo(dueAt, policy.fairness.countMonths);
  await removeCounts(db, from);
  await foldSignCounts(db, from.slice(0, 7));
  await foldRuleErrors(db);
  await removeHandedOverFacts(db, endOfLastOver(dueAt));
  await foldFigures(db);
  await removeAlarms(db, new Date(dueAt.getTime() - policy.retention.controlDays * DAY_MS));
  const logEnd = new Date(dueAt.getTime() - policy.retention.logDays * DAY_MS);
  await shredBodies(db, logEnd, dueAt, ACTOR);
  // Also where this run erased nothing: a contest may have, or a run that was killed before it came here.
  await context.afterErasure();
  const missed = await raiseTellingAlarms(db, policy.telling, dueAt);
  if (missed > 0) logger.warn({ missed }, 'days missed on which whoever posted was to be told');
  return dueAt;
}

/** Control items wait no longer than items do, and what came of them is kept for as long as the policy says. */
async function expireControls({ db, policy }: ErasureContext, dueAt: Date): Promise<void> {
  const { flaggedDays, controlDays } = policy.retention;
  const before = (days: number) => new Date(dueAt.getTime() - days * DAY_MS);
  const ends = { openedBefore: before(flaggedDays), endedBefore: before(controlDays) };
  while ((await removeControls(db, ends, dueAt)) > 0);
}

/** Posts that nothing flagged and that were drawn: judged, or their days are over. */
async function expireSamples(db: ErasureContext['db'], dueAt: Date): Promise<void> {
  while ((await removeSamples(db, dueAt)) > 0);
}

async function certify(tx: Kysely<Schema>, erased: Erased, at: Date): Promise<void> {
  const { texts, unassessed, itemIds, classes, postIds } = erased;
  await recordErasure(
    tx,
    {
      kind: 'posts.erased',
      actor: ACTOR,
      at,
      subject: 'retention',
      body: { texts, unassessed, classes, items: itemIds },
    },
    postIds,
  );
}
