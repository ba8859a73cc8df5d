import { type Kysely, sql } from 'kysely';
import type { Actor } from '../contracts/account.ts';
import { appendEntry } from '../log/append.ts';
import { AppError } from '../runtime/errors.ts';
import type { Schema } from '../storage/schema.ts';
import { log as logStep, RELEASED, type Step, targetOf, update } from './step.ts';

/** A day ends for everybody within this long, whatever their time zone, ms. */
const LONGEST_DAY_MS = 30 * 3_600_000;
/** What was skipped is not offered again for so long, ms: a working day and the night behind it. */
const SKIPPED_MS = 20 * 3_600_000;

/**
 * Hands the actor nothing more until `until`, the end of their day; what they hold goes back. Anybody may, at any time and
 * without a reason (WEL-05).
 * @throws AppError `input.invalid` for an end that is past or beyond a day
 */
export async function stopForToday(
  db: Kysely<Schema>,
  actor: Actor,
  until: Date,
  now: Date,
  release: (tx: Kysely<Schema>, itemId: string) => Promise<void>,
): Promise<void> {
  const leftMs = until.getTime() - now.getTime();
  if (!(leftMs > 0 && leftMs <= LONGEST_DAY_MS)) {
    throw new AppError(
      'input.invalid',
      'expected the end of today, found a moment that is past or beyond it',
      {
        path: 'until',
      },
    );
  }
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select id from vigie.desk_items where claimed_by = ${actor.id} and lease_until > ${now} and outcome is null
    `.execute(tx);
    for (const { id } of rows) await release(tx, id);
    await tx
      .insertInto('vigie.day_stops')
      .values({ account_id: actor.id, until })
      .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ until }))
      .execute();
    await log(tx, 'care.stopped', actor, now);
  });
}

/** Goes on before the day is over, because the actor wants to. */
export function goOn(db: Kysely<Schema>, actor: Actor, now: Date): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom('vigie.day_stops')
      .where('account_id', '=', actor.id)
      .executeTakeFirstOrThrow();
    if (numDeletedRows > 0n) await log(tx, 'care.resumed', actor, now);
  });
}

/** Until when the actor asked for nothing more; `null` where they did not, or the time is over. */
export async function stoppedUntil(db: Kysely<Schema>, { id }: Actor, now: Date): Promise<Date | null> {
  const row = await db
    .selectFrom('vigie.day_stops')
    .select('until')
    .where('account_id', '=', id)
    .where('until', '>', now)
    .executeTakeFirst();
  return row?.until ?? null;
}

/** Gives the item back. */
export async function release(step: Step): Promise<void> {
  await update(step, { ...RELEASED, state: targetOf(step, 'next') });
  await logStep(step, 'item.released', {});
}

/** Gives the item back because the actor would rather not judge it: for today they do not get it again (WEL-04). */
export async function skip(step: Step): Promise<void> {
  const { tx, row, actor, now } = step;
  const until = new Date(now.getTime() + SKIPPED_MS);
  await release(step);
  await tx
    .insertInto('vigie.skips')
    .values({ account_id: actor.id, item_id: row.id, until })
    .onConflict((conflict) => conflict.columns(['account_id', 'item_id']).doUpdateSet({ until }))
    .execute();
}

/** Forgets what is over, so that nothing of it can be counted later. */
export async function forgetCare(db: Kysely<Schema>, now: Date): Promise<void> {
  await db.deleteFrom('vigie.skips').where('until', '<=', now).execute();
  await db.deleteFrom('vigie.day_stops').where('until', '<=', now).execute();
}

async function log(
  tx: Kysely<Schema>,
  kind: 'care.stopped' | 'care.resumed',
  { id }: Actor,
  now: Date,
): Promise<void> {
  await appendEntry(tx, { kind, actor: id, at: now, subject: id, body: {} });
}
