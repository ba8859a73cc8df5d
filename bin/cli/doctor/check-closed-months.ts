import type { Clock } from '../../../queue/runtime/clock.ts';
import { describeWaitingMonths, readClosedMonths } from '../../../queue/statistics/index.ts';
import { type Finding, ok, warn } from './check.ts';
import type { Opened } from './opened-records.ts';

/** Whether a restore has closed months to releases, and two people have yet to open them. */
export async function checkClosedMonths(opened: Opened, clock: Clock): Promise<Finding[]> {
  const { db } = (await opened()).database;
  const { waiting, forGood } = await readClosedMonths(db, new Date(clock.now()));
  const kept =
    forGood.length === 0
      ? []
      : [ok('statistics', `closed to releases for good, as two people have said: ${forGood.join(', ')}`)];
  if (waiting === null) return [...kept, ok('statistics', 'no month waits to be opened to releases')];
  return [
    ...kept,
    warn(
      'statistics',
      describeWaitingMonths(waiting),
      'each of the two, within 24 hours: vigie statistics reopen [--released MONTH...] (docs/statistics.md, "Releases")',
    ),
  ];
}
