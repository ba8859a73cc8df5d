import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { endOfMonth } from '../contracts/figure.ts';
import type { BodyVault } from '../log/bodies.ts';
import { recordReading } from '../log/read-log.ts';
import { readRange } from '../log/read-range.ts';
import { AppError } from '../runtime/errors.ts';
import { isOver } from '../statistics/differencing.ts';
import { describeReleases } from '../statistics/releases.ts';
import { countIncidents, readPlans } from '../storage/evaluations.ts';
import { readFigures, readHiring } from '../storage/figures.ts';
import { recordMade } from '../storage/published-reports.ts';
import type { Schema } from '../storage/schema.ts';
import { readCorrections, readReleases } from '../storage/statistic-releases.ts';
import { tallyEntries } from './entry-tally.ts';
import { dataFile } from './files.ts';
import { periodMonths } from './periods.ts';
import { type ReportData, reportData } from './report-data.ts';

export interface ReportMaking {
  readonly actor: string;
  readonly now: Date;
  /** Languages of whose words in the rules in force no native reader has checked all. */
  readonly uncheckedLanguages: readonly string[];
}

/**
 * Gathers what a report says. Reading the log for it is an entry of the log, written first.
 * @throws AppError `usage.invalid` for a period that is not over
 */
export async function makeReport(
  db: Kysely<Schema>,
  vault: BodyVault,
  period: string,
  { actor, now, uncheckedLanguages }: ReportMaking,
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
    hiring: await readHiring(db, { first, last }),
    tally,
    releases: describeReleases(await readReleases(db), await readCorrections(db)),
    plans: await readPlans(db, months),
    incidents: await countIncidents(db, months),
    uncheckedLanguages,
  });
  await recordMade(db, {
    period,
    sha256: createHash('sha256').update(dataFile(data)).digest('hex'),
    actor,
    now,
    log: { first: tally.first, last: tally.last },
  });
  return data;
}
