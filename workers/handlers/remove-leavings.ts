import { messageOf } from '../../queue/runtime/errors.ts';
import { giveUpLeavings, postponeLeaving, settleLeavings } from '../../queue/storage/index.ts';
import type { WorkerContext } from '../context.ts';

export type LeavingsContext = Pick<WorkerContext, 'db' | 'logger'> & {
  readonly evidence: Pick<WorkerContext['evidence'], 'store'>;
};

/** Objects that are given up in one statement. */
const AT_ONCE = 1000;
/** So many refusals in a row are the store's fault and no object's; one that does not answer takes half a minute to say so. */
const MOST_REFUSALS = 5;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Removes what captures left in the store: objects whose keys are gone, and those of attempts that nobody lived to end. What the
 * store keeps under a lock cannot be read any more, and is removed when the lock ends. An object that the store refuses to remove
 * holds up no other: it is asked again an hour later.
 */
export async function removeLeavings(context: LeavingsContext, dueAt: Date): Promise<void> {
  const { db, evidence, logger } = context;
  for (;;) {
    const names = await giveUpLeavings(db, dueAt, AT_ONCE);
    const gone: string[] = [];
    const faults: string[] = [];
    let inARow = 0;
    for (const name of names) {
      const { fault, lockedUntil } = await tryToRemove(evidence.store, name);
      inARow = fault === null ? 0 : inARow + 1;
      if (fault !== null) faults.push(fault);
      if (fault === null && lockedUntil === null) gone.push(name);
      else await postponeLeaving(db, name, askAgainAt(dueAt, lockedUntil), fault !== null);
      if (inARow === MOST_REFUSALS) break;
    }
    await settleLeavings(db, gone);
    if (faults.length > 0)
      logger.warn(
        { objects: faults.length, error: faults[0] },
        'objects could not be removed from the store',
      );
    if (names.length < AT_ONCE || inARow === MOST_REFUSALS) return;
  }
}

/** What came of it: a fault of the store, a lock, or neither where the object is gone. */
async function tryToRemove(
  store: LeavingsContext['evidence']['store'],
  name: string,
): Promise<{ readonly fault: string | null; readonly lockedUntil: Date | null }> {
  try {
    return { fault: null, lockedUntil: await store.remove(name) };
  } catch (error) {
    return { fault: messageOf(error), lockedUntil: null };
  }
}

function askAgainAt(dueAt: Date, lockedUntil: Date | null): Date {
  if (lockedUntil === null) return new Date(dueAt.getTime() + HOUR_MS);
  return new Date(Math.max(lockedUntil.getTime(), dueAt.getTime() + DAY_MS));
}
