import type { Kysely } from 'kysely';
import type { Clock } from '../../queue/runtime/clock.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import {
  confirmTimestamp,
  planTimestamps,
  postponeTimestamp,
  refuseTimestamp,
  type Schema,
  takeTimestamps,
} from '../../queue/storage/index.ts';
import { askForToken } from './ask-for-token.ts';
import type { Authority } from './authorities.ts';

const AT_ONCE = 20;

export interface StampContext {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Has every authority stamp every control event: plans what is missing, asks about what is due, keeps what was verified. What
 * brings no sound token stays pending and is asked about again; only what an authority says it will never stamp, where nobody else
 * can say so in its name, is refused.
 * @returns how many stamps were confirmed
 */
export async function stampDue(
  { db, clock, logger }: StampContext,
  authorities: readonly Authority[],
): Promise<number> {
  if (authorities.length === 0) return 0;
  const byId = new Map(authorities.map((one) => [one.id, one]));
  const now = () => new Date(clock.now());
  await planTimestamps(db, [...byId.keys()], now());
  let confirmed = 0;
  for (const due of await takeTimestamps(db, [...byId.keys()], now(), AT_ONCE)) {
    const authority = byId.get(due.authority);
    if (authority === undefined) continue;
    const answer = await askForToken(authority, due.event);
    if ('token' in answer) {
      const { token, checked } = answer;
      await confirmTimestamp(db, due, { token, genTime: checked.genTime, now: now() });
      confirmed += 1;
    } else if (answer.isFinal) await refuseTimestamp(db, due, answer.reason, now());
    else await postponeTimestamp(db, due, answer.reason);
    if ('reason' in answer)
      logger.warn({ authority: due.authority, item: due.itemId, ...answer }, 'no time stamp yet');
  }
  return confirmed;
}
