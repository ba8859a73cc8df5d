import { randomInt } from 'node:crypto';
import { acknowledgeAlert } from '../storage/alerts.ts';
import { purposeOf } from './access.ts';
import { LEASE_MINUTES } from './port.ts';
import { log, type Step, targetOf, update } from './step.ts';

/**
 * A claim that is renewed keeps its number and the moment the post was first seen. One on a judgment that was left makes its own;
 * what was judged before stays among the decisions.
 */
export async function claimItem(step: Step): Promise<void> {
  const { row, actor, now } = step;
  const isRenewal = row.claimed_by === actor.id && (row.lease_until ?? now) > now;
  await update(step, {
    state: targetOf(step, 'next'),
    claimed_by: actor.id,
    lease_until: leaseFrom(now),
    ...(isRenewal ? {} : { claimed_at: now, claim_no: newClaim(row.claim_no) }),
    ...(row.state === 'revealed' ? { judged_by: null, judged_at: null } : {}),
  });
  await log(step, 'item.claimed', { purpose: purposeOf(actor, row) });
  if (row.lane === 'protect' && !isRenewal)
    await acknowledgeAlert(step.tx, { itemId: row.id, actor: actor.id, now });
}

const MOST = 2 ** 31 - 1;

/**
 * The number of a new claim, which says nothing but that it is another one than before: counted up, it would tell who reads it
 * whether anybody had the item earlier, and a second reviewer that theirs is a second review (HUM-06).
 */
export function newClaim(before: number): number {
  const number = randomInt(1, MOST);
  return number < before ? number : number + 1;
}

/** Until when a claim of now lasts. */
export function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + LEASE_MINUTES * 60_000);
}
