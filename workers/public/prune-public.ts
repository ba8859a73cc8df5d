import { PROCESS } from '../../queue/contracts/index.ts';
import { appendEntry } from '../../queue/log/index.ts';
import { pruneContests, pruneReports } from '../../queue/storage/index.ts';
import type { WorkerContext } from '../context.ts';

/** How long a decided contest and its receipt stay, days. */
const CONTEST_DAYS_AFTER = 90;
/**
 * How long a report stays at most, answered or not, days: one of the first hour of a day goes with those of its last. A copy that is
 * still on its way to protection stays alone.
 */
const REPORT_DAYS = 180;
const DAY_MS = 86_400_000;

/** Removes what the public pages have taken in once its time is over. */
export async function prunePublic({ db, clock }: Pick<WorkerContext, 'db' | 'clock'>): Promise<void> {
  const now = clock.now();
  await db.transaction().execute(async (tx) => {
    const contests = await pruneContests(tx, new Date(now - CONTEST_DAYS_AFTER * DAY_MS));
    const reports = await pruneReports(tx, new Date(now - REPORT_DAYS * DAY_MS));
    if (contests + reports.removed + reports.emptied === 0) return;
    await appendEntry(tx, {
      kind: 'public.pruned',
      actor: PROCESS.scheduler,
      at: new Date(now),
      subject: 'retention',
      body: { contests, reports: reports.removed, emptied: reports.emptied },
    });
  });
}
