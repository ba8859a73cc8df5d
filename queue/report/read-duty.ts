import type { Kysely } from 'kysely';
import type { Policy } from '../runtime/policy.ts';
import { readFirstMonth, readMadeReports } from '../storage/published-reports.ts';
import type { Schema } from '../storage/schema.ts';
import { type ReportDuty, reportDuty } from './duty.ts';

/** Whether the transparency report appears as regularly as the policy says. */
export async function readReportDuty(
  db: Kysely<Schema>,
  { every, dueDays }: Policy['reports'],
  now: Date,
): Promise<ReportDuty> {
  const [since, reports] = await Promise.all([readFirstMonth(db), readMadeReports(db)]);
  return reportDuty({
    every,
    dueDays,
    since,
    now,
    reports: reports.map((one) => ({
      period: one.period,
      madeAt: one.made_at.toISOString(),
      proposedAt: one.proposed_at?.toISOString() ?? null,
      publishedAt: one.published_at?.toISOString() ?? null,
    })),
  });
}
