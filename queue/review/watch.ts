import { type Kysely, sql } from 'kysely';
import { PROCESS } from '../contracts/actor.ts';
import type { StampSignal, WatchAlarm } from '../contracts/control.ts';
import type { Outcome } from '../contracts/decision.ts';
import { appendEntry } from '../log/append.ts';
import type { Schema } from '../storage/schema.ts';
import { isAlarming, stampSignals, type WatchedJudgment } from './rubber-stamp.ts';

const WINDOW_DAYS = 28;
const DAY_MS = 86_400_000;

interface Row extends WatchedJudgment {
  readonly actor: string;
}

/**
 * Looks at everybody's judgments of the last four weeks and raises an alarm, with its entry, where they look as if posts
 * were not read. Nobody's is raised twice within the window.
 * @returns how many were raised
 */
export function watchReviewers(db: Kysely<Schema>, now: Date): Promise<number> {
  return db.transaction().execute(async (tx) => {
    // One process at a time: two would both find that none was raised yet.
    await sql`lock table vigie.watch_alarms in share row exclusive mode`.execute(tx);
    const since = new Date(now.getTime() - WINDOW_DAYS * DAY_MS);
    const judgments = await readJudgments(tx, since);
    const controls = await readControls(tx, since);
    const raised = await raisedSince(tx, since);
    let count = 0;
    for (const actor of new Set(judgments.map((row) => row.actor))) {
      const own = judgments.filter((row) => row.actor === actor);
      const others = judgments.filter((row) => row.actor !== actor);
      const known = controls.get(actor) ?? { n: 0, right: 0 };
      const signals = stampSignals({ judgments: own, controls: known }, sharesOf(others));
      if (!isAlarming(signals) || raised.has(actor)) continue;
      await raise(tx, actor, signals, now);
      count += 1;
    }
    return count;
  });
}

/** Alarms of the last weeks with the person's name, latest first: for oversight alone. */
export async function readAlarms(db: Kysely<Schema>, now: Date): Promise<WatchAlarm[]> {
  const { rows } = await sql<{ name: string; raised_at: Date; signals: StampSignal[] }>`
    select a.name, w.raised_at, w.signals from vigie.watch_alarms w join vigie.accounts a on a.id = w.account_id
    where w.raised_at > ${new Date(now.getTime() - WINDOW_DAYS * DAY_MS)}::timestamptz
    order by w.raised_at desc, w.alarm_id desc
  `.execute(db);
  return rows.map(({ name, raised_at, signals }) => ({ name, raisedAt: raised_at.toISOString(), signals }));
}

/** Removes alarms raised before. */
export async function removeAlarms(db: Kysely<Schema>, before: Date): Promise<void> {
  await db.deleteFrom('vigie.watch_alarms').where('raised_at', '<', before).execute();
}

async function raise(
  tx: Kysely<Schema>,
  actor: string,
  signals: readonly StampSignal[],
  now: Date,
): Promise<void> {
  await sql`
    insert into vigie.watch_alarms (account_id, raised_at, signals) values (${actor}, ${now}, ${signals}::text[])
  `.execute(tx);
  const entry = { kind: 'watch.alarmed', actor: PROCESS.watch, at: now } as const;
  await appendEntry(tx, { ...entry, subject: actor, body: { signals: [...signals] } });
}

/** Judgments of reviewers before the explanation; whoever protects gives one answer for good reasons. */
async function readJudgments(tx: Kysely<Schema>, since: Date): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select d.actor, d.outcome, d.dwell_ms as "dwellMs", d.viewing_ms as "viewingMs", (
      select r.outcome from vigie.decisions r
      where r.item_id = d.item_id and r.actor = d.actor and r.stage = 'revision' and r.undone_at is null
      limit 1
    ) as "changedTo"
    from vigie.decisions d
    where d.stage in ('first', 'second') and d.decided_at > ${since}
      and exists (select from vigie.account_roles a where a.account_id = d.actor and a.role = 'reviewer')
    order by d.id
  `.execute(tx);
  return rows;
}

async function readControls(
  tx: Kysely<Schema>,
  since: Date,
): Promise<ReadonlyMap<string, { n: number; right: number }>> {
  const { rows } = await sql<{ actor: string; n: number; right: number }>`
    select i.judged_by as actor, count(*) as n, count(*) filter (where c.is_right) as right
    from vigie.control_items i join vigie.controls c on c.item_id = i.id
    where c.ended_at > ${since} group by i.judged_by
  `.execute(tx);
  return new Map(rows.map(({ actor, n, right }) => [actor, { n, right }]));
}

async function raisedSince(tx: Kysely<Schema>, since: Date): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct account_id as id from vigie.watch_alarms where raised_at > ${since}
  `.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

function sharesOf(judgments: readonly WatchedJudgment[]): Partial<Record<Outcome, number>> {
  const shares: Partial<Record<Outcome, number>> = {};
  for (const { outcome } of judgments) shares[outcome] = (shares[outcome] ?? 0) + 1 / judgments.length;
  return shares;
}
