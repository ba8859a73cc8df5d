import type { Kysely } from 'kysely';
import { endOfMonth, type Month, monthsFrom } from '../contracts/figure.ts';
import { appendEntry } from '../log/append.ts';
import type { BodyVault } from '../log/bodies.ts';
import { recordReading } from '../log/read-log.ts';
import { readRange } from '../log/read-range.ts';
import { AppError } from '../runtime/errors.ts';
import { isOver } from '../statistics/differencing.ts';
import { describeReleases } from '../statistics/releases.ts';
import { countIncidents, readPlans } from '../storage/evaluations.ts';
import { readFigures } from '../storage/figures.ts';
import type { Schema } from '../storage/schema.ts';
import { readCorrections, readReleases } from '../storage/statistic-releases.ts';
import { tallyEntries } from './entry-tally.ts';
import { type ReportData, reportData } from './report-data.ts';

/**
 * The months of a period: 2026-10, or 2026-Q4.
 * @throws AppError `usage.invalid`
 */
export function periodMonths(period: string): Month[] {
  const [, year, quarter, month] = /^(20\d\d)-(?:Q([1-4])|(0[1-9]|1[0-2]))$/.exec(period) ?? [];
  if (month !== undefined) return [period];
  if (quarter === undefined)
    throw new AppError(
      'usage.invalid',
      `expected a month such as 2026-10 or a quarter such as 2026-Q4, found "${period}"`,
    );
  const first = Number(quarter) * 3 - 2;
  const two = (one: number) => String(one).padStart(2, '0');
  return monthsFrom(`${year}-${two(first)}`, `${year}-${two(first + 2)}`);
}

/**
 * Gathers what a report says. Reading the log for it is an entry of the log, written first.
 * @throws AppError `usage.invalid` for a period that is not over
 */
export async function makeReport(
  db: Kysely<Schema>,
  vault: BodyVault,
  period: string,
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<ReportData> {
  const months = periodMonths(period);
  const [first, last] = [months[0] ?? period, months.at(-1) ?? period];
  if (!isOver(last, now))
    throw new AppError(
      'usage.invalid',
      `expected a period that is over, found ${period}: figures of its months still change`,
    );
  await recordReading(db, { actor, purpose: 'self-monitoring', now, entries: 'all' });
  const range = { from: new Date(`${first}-01T00:00:00Z`), until: endOfMonth(last) };
  const tally = await tallyEntries(readRange(db, vault, range));
  const data = reportData({
    period,
    months,
    figures: await readFigures(db, { first, last }),
    tally,
    releases: describeReleases(await readReleases(db), await readCorrections(db)),
    plans: await readPlans(db, months),
    incidents: await countIncidents(db, months),
  });
  await db.transaction().execute((tx) =>
    appendEntry(tx, {
      kind: 'report.made',
      actor,
      at: now.toISOString(),
      subject: period,
      body: { first: tally.first, last: tally.last },
    }),
  );
  return data;
}
