import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { countStaged, type Schema } from '../../queue/storage/index.ts';
import { showProgress } from './progress.ts';

const LOOK_MS = 200;
/** Without any progress for this long nobody seems to be working, ms. */
const IDLE_MS = 60_000;

/** What to say of posts that still wait after all; nothing where none does. */
export function describeWaiting(waiting: number): string[] {
  return waiting > 0 ? [`${waiting} posts still wait for a worker; see vigie status`] : [];
}

/**
 * Waits until every post of a source has its lane.
 * @returns how many still wait when nothing has moved for a minute; 0 when all are done
 */
export async function waitForLanes(db: Kysely<Schema>, sourceId: string): Promise<number> {
  const total = await countStaged(db, sourceId);
  const bar = showProgress('scoring', total);
  let waiting = total;
  let movedAt = Date.now();
  try {
    while (waiting > 0 && Date.now() - movedAt < IDLE_MS) {
      await pause(LOOK_MS);
      const now = await countStaged(db, sourceId);
      if (now !== waiting) movedAt = Date.now();
      waiting = now;
      bar.update(total - waiting);
    }
    return waiting;
  } finally {
    bar.stop();
  }
}
