import { type Kysely, type RawBuilder, sql } from 'kysely';
import { PROCESS } from '../contracts/actor.ts';
import { UNDO_MINUTES } from '../contracts/item.ts';
import type { SendAlert } from '../contracts/job.ts';
import type { AlertCounts } from '../contracts/status.ts';
import type { JobRequest } from '../jobs/definition.ts';
import { sendAlert, sendAlertRequest } from '../jobs/send-alert.ts';
import { appendEntry } from '../log/append.ts';
import { insertOutbox } from './posts.ts';
import type { Schema } from './schema.ts';

/** What a notification may say: nothing of the post. */
export interface AlertFacts {
  readonly alertId: number;
  readonly itemId: string;
  readonly language: string;
  readonly since: Date;
  readonly step: number;
  /** Since when it is this contact's turn. */
  readonly stepAt: Date;
}

/** So long after an item came into the lane contacts are told by turns as often as the settings say; later once an hour. */
const OFTEN_MS = 86_400_000;
const SELDOM_MS = 3_600_000;
/** An item that came so long ago, and that nobody has in hand, is told to whoever runs the installation. */
export const UNANSWERED_MINUTES = 30;
/** A sender that died is waited for this long, in milliseconds; above the deadline of one sending. */
const HELD_MS = 60_000;
/** A step that nobody has sent for this long, in milliseconds, has lost its job: it gets another, once each such time. */
const AGAIN_MS = 60_000;
const ACTOR = PROCESS.alert;

/**
 * Whether somebody has the alert's item `i` in hand: a claim whose lease runs, or a first judgment that is still theirs to end. An
 * alert is quiet for so long and no longer; what was put back, or left lying, waits for the next contact.
 */
function isInHand(now: Date): RawBuilder<boolean> {
  const judged = new Date(now.getTime() - UNDO_MINUTES * 60_000);
  return sql`coalesce((i.claimed_by is not null and i.lease_until > ${now})
    or (i.state = 'revealed' and i.judged_at > ${judged}), false)`;
}

/**
 * Moves every alert on to its next contact whose item nobody has taken in time, with the job that sends it, and gives
 * steps whose job was lost another one.
 * @returns how many moved on
 */
export function escalateAlerts(db: Kysely<Schema>, now: Date, afterMs: number): Promise<number> {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ alert_id: number; step: number; item_id: string }>`
      update vigie.alerts set step = step + 1, step_at = ${now} where alert_id in (
        select a.alert_id from vigie.alerts a join vigie.items i on i.id = a.item_id
        where a.acknowledged_at is null and not ${isInHand(now)} and a.step_at <= ${ago(afterMs)}
          and (a.step_at <= ${ago(SELDOM_MS)} or i.entered_at > ${ago(OFTEN_MS)}) for update of a skip locked
      ) returning alert_id, step, item_id
    `.execute(tx);
    const moved = rows.map((row) => sendAlertRequest(row.alert_id, row.step));
    await insertOutbox(tx, [...moved, ...(await readLost(tx, now))]);
    for (const { item_id, step } of rows) {
      const entry = { kind: 'alert.escalated', actor: ACTOR, at: now } as const;
      await appendEntry(tx, { ...entry, subject: item_id, body: { step } });
    }
    return rows.length;
  });
}

/** No claim runs for so long, in milliseconds: one that does was given by a clock that was ahead. */
const NO_LEASE_MS = 3_600_000;

/**
 * Steps that began, sendings that are held, and claims and judgments that keep an alert quiet, by a clock that was ahead: from now on
 * they count by this one.
 */
export function bringBackAlerts(db: Kysely<Schema>, now: Date): Promise<void> {
  const tooLate = new Date(now.getTime() + NO_LEASE_MS);
  return db.transaction().execute(async (tx) => {
    await sql`
      update vigie.alerts set step_at = ${now} where acknowledged_at is null and step_at > ${now}
    `.execute(tx);
    await sql`
      update vigie.alert_deliveries set held_until = ${now}
      where sent_at is null and held_until > ${new Date(now.getTime() + HELD_MS)}
    `.execute(tx);
    await sql`
      update vigie.items i set judged_at = least(i.judged_at, ${now}),
        lease_until = case when i.lease_until > ${tooLate} then ${now}::timestamptz else i.lease_until end
      from vigie.alerts a where a.item_id = i.id and a.acknowledged_at is null
        and (i.judged_at > ${now} or i.lease_until > ${tooLate})
    `.execute(tx);
  });
}

/**
 * Jobs of the steps that wait and that nobody sends: their sender died or lost the records while it held them, and the job
 * that came after it found them in hand and ended; or the queue's store was emptied. One that failed as often as it is tried
 * was given up, and waits for the next contact's turn. Told twice where only the record of it was lost, never not at all.
 */
async function readLost(tx: Kysely<Schema>, now: Date): Promise<JobRequest<SendAlert>[]> {
  const { rows } = await sql<{ alert_id: number; step: number; step_at: Date }>`
    select a.alert_id, a.step, a.step_at from vigie.alerts a join vigie.items i on i.id = a.item_id
      left join vigie.alert_deliveries d using (alert_id, step)
    where a.acknowledged_at is null and not ${isInHand(now)} and a.step_at <= ${new Date(now.getTime() - AGAIN_MS)}
      and d.sent_at is null and (d.held_until is null or d.held_until <= ${now})
      and (d.fault is null or d.attempts < ${sendAlert.attempts})
      and not exists (select from vigie.outbox o
        where o.job_name = ${sendAlert.name} and o.payload ->> 'alertId' = a.alert_id::text)
  `.execute(tx);
  return rows.map(({ alert_id, step, step_at }) =>
    sendAlertRequest(alert_id, step, Math.floor((now.getTime() - step_at.getTime()) / AGAIN_MS)),
  );
}

/**
 * Takes one step's sending for this process.
 * @returns what to tell; `undefined` when it was sent or escalated meanwhile, somebody has the item, or somebody is sending
 * it. If that one dies, or lets the item go, `escalateAlerts` puts the job back once its time is over
 */
export async function takeDelivery(
  db: Kysely<Schema>,
  ask: { readonly alertId: number; readonly step: number; readonly contact: string; readonly now: Date },
): Promise<AlertFacts | undefined> {
  const { alertId, step, contact, now } = ask;
  const { rows } = await sql<AlertFacts>`
    with taken as (
      insert into vigie.alert_deliveries as d (alert_id, step, contact, held_until)
      select a.alert_id, ${step}, ${contact}, ${new Date(now.getTime() + HELD_MS)}::timestamptz
      from vigie.alerts a join vigie.items i on i.id = a.item_id
      where a.alert_id = ${alertId} and a.step = ${step} and a.acknowledged_at is null and not ${isInHand(now)}
      on conflict (alert_id, step) do update
        set attempts = d.attempts + 1, held_until = excluded.held_until, contact = excluded.contact,
          fault = null
        where d.sent_at is null and (d.held_until is null or d.held_until <= ${now})
      returning alert_id
    )
    select a.alert_id as "alertId", a.item_id as "itemId", a.language, a.since, a.step, a.step_at as "stepAt"
    from vigie.alerts a join taken using (alert_id)
  `.execute(db);
  return rows[0];
}

/**
 * Records how a sending ended, with its entry: who was told, how long after the post came, and whether it is the alert's first message
 * that got out, whichever step that was; or what kind of fault it was.
 */
export function recordDelivery(
  db: Kysely<Schema>,
  { alertId, step, itemId, since }: AlertFacts,
  end: { readonly contact: string; readonly now: Date; readonly fault: string | null },
): Promise<void> {
  const { contact, now, fault } = end;
  return db.transaction().execute(async (tx) => {
    const isFirst = await isUntold(tx, alertId);
    await tx
      .updateTable('vigie.alert_deliveries')
      .set(fault === null ? { sent_at: now, held_until: null, fault: null } : { held_until: null, fault })
      .where('alert_id', '=', alertId)
      .where('step', '=', step)
      .execute();
    await appendEntry(tx, {
      kind: fault === null ? 'alert.sent' : 'alert.failed',
      actor: ACTOR,
      at: now,
      subject: itemId,
      body:
        fault === null
          ? { step, contact, afterMs: now.getTime() - since.getTime(), isFirst }
          : { step, contact, fault },
    });
  });
}

/** Whether no message of the alert has got out yet; its row is locked, so that of two sendings at once one is the first. */
async function isUntold(tx: Kysely<Schema>, alertId: number): Promise<boolean> {
  await sql`select from vigie.alerts where alert_id = ${alertId} for no key update`.execute(tx);
  const { rows } = await sql`
    select from vigie.alert_deliveries where alert_id = ${alertId} and sent_at is not null limit 1
  `.execute(tx);
  return rows.length === 0;
}

/** Records that somebody takes up the item of an alert, with its entry: the first time alone, within their transaction. */
export async function acknowledgeAlert(
  tx: Kysely<Schema>,
  { itemId, actor, now }: { readonly itemId: string; readonly actor: string; readonly now: Date },
): Promise<void> {
  const taken = await tx
    .updateTable('vigie.alerts')
    .set({ taken_at: now, taken_by: actor })
    .where('item_id', '=', itemId)
    .where('acknowledged_at', 'is', null)
    .where('taken_at', 'is', null)
    .returning('step')
    .executeTakeFirst();
  if (taken === undefined) return;
  const entry = { kind: 'alert.acknowledged', actor, at: now } as const;
  await appendEntry(tx, { ...entry, subject: itemId, body: { step: taken.step } });
}

/** Alerts of items that have not ended, oldest first, also where somebody has the item. */
export async function readOpenAlerts(db: Kysely<Schema>): Promise<AlertFacts[]> {
  const { rows } = await sql<AlertFacts>`
    select alert_id as "alertId", item_id as "itemId", language, since, step, step_at as "stepAt" from vigie.alerts
    where acknowledged_at is null order by since limit 500
  `.execute(db);
  return rows;
}

/** Items of the protection lane that have not ended, and those of them that nobody has had in hand for too long. */
export async function countAlerts(db: Kysely<Schema>, now: Date): Promise<AlertCounts> {
  const before = new Date(now.getTime() - UNANSWERED_MINUTES * 60_000);
  const { rows } = await sql<AlertCounts>`
    select count(*)::int as open,
      (count(*) filter (where i.entered_at <= ${before} and not ${isInHand(now)}))::int as unanswered
    from vigie.alerts a join vigie.items i on i.id = a.item_id where a.acknowledged_at is null
  `.execute(db);
  return rows[0] ?? { open: 0, unanswered: 0 };
}
