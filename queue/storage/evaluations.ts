import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type Kysely, sql } from 'kysely';
import { EvaluationPlan, type IncidentKind, type Severity } from '../contracts/evaluation.ts';
import { type Month, monthOf } from '../contracts/figure.ts';
import { appendEntry } from '../log/append.ts';
import { AppError } from '../runtime/errors.ts';
import { personOf } from './persons.ts';
import type { Schema } from './schema.ts';

export interface StoredPlan {
  readonly month: Month;
  readonly plan: EvaluationPlan;
  readonly sha256: string;
  readonly fixedAt: string;
}

/**
 * Fixes what a month is measured by, before it begins and for good.
 * @throws AppError `usage.invalid` for a month that has begun, `evaluation.refused` for one that has a plan
 */
export async function fixPlan(
  db: Kysely<Schema>,
  month: Month,
  plan: EvaluationPlan,
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<string> {
  if (monthOf(now) >= month)
    throw new AppError('usage.invalid', `expected a month that has not begun, found ${month}`);
  const sha256 = createHash('sha256')
    .update(canonicalize(plan) ?? '')
    .digest('hex');
  return await db.transaction().execute(async (tx) => {
    const person = await personOf(tx, actor);
    const { rows } = await sql`
      insert into vigie.evaluation_plans (month, plan, sha256, fixed_by, fixed_at)
      values (${month}, ${JSON.stringify(plan)}::jsonb, ${sha256}, ${person}, ${now})
      on conflict (month) do nothing returning month
    `.execute(tx);
    if (rows.length === 0)
      throw refused('a month without a plan', `${month}, which has one; a plan stays as it was fixed`);
    await appendEntry(tx, {
      kind: 'evaluation.planned',
      actor: person,
      at: now,
      subject: month,
      body: { sha256, plan: { ...plan } },
    });
    return sha256;
  });
}

/** The plans of these months that were fixed, in their order. */
export async function readPlans(db: Kysely<Schema>, months: readonly Month[]): Promise<StoredPlan[]> {
  const rows = await db
    .selectFrom('vigie.evaluation_plans')
    .select(['month', 'plan', 'sha256', 'fixed_at'])
    .where('month', 'in', months)
    .orderBy('month')
    .execute();
  return rows.map(({ month, plan, sha256, fixed_at }) => ({
    month,
    plan: EvaluationPlan.parse(plan),
    sha256,
    fixedAt: fixed_at.toISOString(),
  }));
}

export interface NewIncident {
  /** Such as 2026-10-03. */
  readonly happenedOn: string;
  readonly severity: Severity;
  readonly kind: IncidentKind;
  /** For whoever mends it; it names nobody, and no report shows it. */
  readonly summary: string;
}

/** Enters an incident into the register, in the given transaction. @returns its number */
export async function recordIncident(
  tx: Kysely<Schema>,
  incident: NewIncident,
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<number> {
  const { happenedOn, severity, kind, summary } = incident;
  const person = await personOf(tx, actor);
  const { rows } = await sql<{ id: number }>`
    insert into vigie.incidents (happened_on, severity, kind, summary, recorded_by, recorded_at)
    values (${happenedOn}::date, ${severity}, ${kind}, ${summary}, ${person}, ${now}) returning incident_id as id
  `.execute(tx);
  const id = rows[0]?.id ?? 0;
  const body = { severity, kind };
  await appendEntry(tx, {
    kind: 'incident.recorded',
    actor: person,
    at: now,
    subject: `incident ${id}`,
    body,
  });
  return id;
}

/** Incidents that were recorded in these months, by kind and severity. */
export async function countIncidents(
  db: Kysely<Schema>,
  months: readonly Month[],
): Promise<{ kind: IncidentKind; severity: Severity; count: number }[]> {
  const { rows } = await sql<{ kind: IncidentKind; severity: Severity; count: number }>`
    select kind, severity, count(*)::int as count from vigie.incidents
    where to_char(recorded_at at time zone 'UTC', 'YYYY-MM') = any(${[...months]}::text[])
    group by kind, severity order by kind, severity
  `.execute(db);
  return rows;
}

export interface Miss {
  readonly kind: 'source' | 'rule';
  readonly subject: string;
}

/** Whether it is written that a rule or source missed the plan of a month. */
export async function hasMissed(db: Kysely<Schema>, month: Month, { kind, subject }: Miss): Promise<boolean> {
  const found = await db
    .selectFrom('vigie.evaluation_failures')
    .select('month')
    .where('month', '=', month)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return found !== undefined;
}

/** Writes that a rule or source missed the plan of a month; again it changes nothing. */
export function recordMiss(
  db: Kysely<Schema>,
  month: Month,
  { kind, subject, isSecond }: Miss & { readonly isSecond: boolean },
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql`
      insert into vigie.evaluation_failures (month, kind, subject, found_at, is_second)
      values (${month}, ${kind}, ${subject}, ${now}, ${isSecond}) on conflict do nothing returning month
    `.execute(tx);
    if (rows.length === 0) return;
    const entry = { kind: 'evaluation.missed', actor, at: now } as const;
    await appendEntry(tx, { ...entry, subject: `${kind} ${subject}`, body: { month, isSecond } });
  });
}

function refused(expected: string, found: string): AppError {
  return new AppError('evaluation.refused', `expected ${expected}, found ${found}`);
}
