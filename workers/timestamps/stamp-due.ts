import type { Kysely } from 'kysely';
import type { Clock } from '../../queue/runtime/clock.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import {
  confirmTimestamp,
  type DueTimestamp,
  planTimestamps,
  postponeTimestamp,
  refuseTimestamp,
  type Schema,
  takeTimestamps,
} from '../../queue/storage/index.ts';
import { askAuthority } from './ask-authority.ts';
import type { Authority } from './authorities.ts';
import { stampRequest } from './request.ts';
import { checkToken, type Rejected } from './token.ts';

const AT_ONCE = 20;

/** Failures that asking again does not mend (RFC 3161, section 2.4.2): the request, its hash or its policy is not taken. */
const FINAL_FAILURES: Readonly<Record<number, string>> = {
  0: 'bad-algorithm',
  2: 'bad-request',
  5: 'bad-format',
  15: 'policy-not-accepted',
  16: 'extension-not-accepted',
};

export interface StampContext {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Has every authority stamp every control event: plans what is missing, asks about what is due, keeps what was verified. What
 * brings no sound token stays pending and is asked about again; only what an authority says it will never stamp is refused.
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
    const answer = await stampOne(authority, due);
    if ('token' in answer) {
      await confirmTimestamp(db, due, { ...answer, now: now() });
      confirmed += 1;
    } else if (answer.isFinal) await refuseTimestamp(db, due, answer.reason, now());
    else await postponeTimestamp(db, due, answer.reason);
    if ('reason' in answer)
      logger.warn({ authority: due.authority, item: due.itemId, ...answer }, 'no time stamp yet');
  }
  return confirmed;
}

type Answer =
  | { readonly token: Uint8Array; readonly genTime: Date }
  | { readonly reason: string; readonly isFinal: boolean };

async function stampOne(authority: Authority, { event }: DueTimestamp): Promise<Answer> {
  const { der, nonce } = stampRequest(event, authority.policy);
  let token: Uint8Array | string;
  try {
    token = await askAuthority(authority, der);
  } catch (error) {
    return { reason: kindOf(error), isFinal: false };
  }
  if (typeof token === 'string') return { reason: token, isFinal: false };
  const checked = await checkToken(token, { ...authority, data: event, nonce });
  if (typeof checked === 'string') return { reason: `not-sound: ${checked}`, isFinal: false };
  return 'genTime' in checked ? { token, genTime: checked.genTime } : rejection(checked);
}

function rejection({ status, failures }: Rejected): Answer {
  const final = failures.map((bit) => FINAL_FAILURES[bit]).find((one) => one !== undefined);
  return final === undefined
    ? { reason: `rejected: status ${status}, failure ${failures.join(', ') || 'none'}`, isFinal: false }
    : { reason: final, isFinal: true };
}

/** What kept an answer from coming, as a kind: an error's own words may hold what a server said. */
function kindOf(error: unknown): string {
  if (error instanceof AppError) return String(error.details.reason ?? error.code);
  if (error instanceof Error && error.name === 'TimeoutError') return 'timeout';
  const code = (error as { readonly code?: unknown })?.code;
  return typeof code === 'string' ? code.toLowerCase() : 'network';
}
