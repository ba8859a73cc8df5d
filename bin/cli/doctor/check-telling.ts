import type { Config } from '../../../queue/runtime/config.ts';
import { loadPolicy } from '../../../queue/runtime/policy.ts';
import { describeTellings, readTellingCounts } from '../../../queue/telling/index.ts';
import { type Finding, ok, warn } from './check.ts';
import type { Opened } from './opened-records.ts';

/** Whether whoever posted is told in time of what was done, and every delay reviewed when its day comes. */
export async function checkTelling(config: Config, opened: Opened): Promise<Finding[]> {
  const records = await opened();
  const policy = loadPolicy(config.configDir).telling;
  const counts = await readTellingCounts(records.database.db, policy, new Date());
  const { summary, overdue } = describeTellings(counts);
  return [
    ok('telling', summary),
    ...overdue.map((line) =>
      warn('telling', line, 'an exporter writes down on the page "Telling" that they were told, or why not'),
    ),
  ];
}
