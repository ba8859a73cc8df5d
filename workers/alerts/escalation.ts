import type { Kysely } from 'kysely';
import type { Clock } from '../../queue/runtime/clock.ts';
import { bringBackAlerts, escalateAlerts, type Schema } from '../../queue/storage/index.ts';

/** A clock that is put in step moves by less, ms. */
const SET_BACK_MS = 60_000;

/**
 * What a scheduler does for open alerts at each turn. Where its clock was set back, which also a start may come after, whatever was
 * written by the one that was ahead is brought back to now first: nobody would be told of a person at risk until that time has come
 * again. At other times the future is left alone: of two machines whose clocks differ each would bring back what the other wrote.
 * @returns a turn, which tells how many alerts moved on
 */
export function createEscalation(db: Kysely<Schema>, clock: Clock, afterMs: number): () => Promise<number> {
  let latestMs = Number.POSITIVE_INFINITY;
  return async () => {
    const nowMs = clock.now();
    const now = new Date(nowMs);
    if (nowMs < latestMs - SET_BACK_MS) await bringBackAlerts(db, now);
    latestMs = nowMs;
    return escalateAlerts(db, now, afterMs);
  };
}
