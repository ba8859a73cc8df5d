import { describeDuty, readReportDuty } from '../../../queue/report/index.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { loadPolicy } from '../../../queue/runtime/policy.ts';
import { type Finding, ok, warn } from './check.ts';
import type { Opened } from './opened-records.ts';

/** Whether the transparency report appears as regularly as the policy says. */
export async function checkReport(config: Config, opened: Opened): Promise<Finding[]> {
  const records = await opened();
  const duty = await readReportDuty(records.database.db, loadPolicy(config.configDir).reports, new Date());
  const lines = describeDuty(duty);
  if (duty.owed.length === 0) return lines.map((line) => ok('report', line));
  return lines.map((line, at) =>
    (duty.owed[at]?.daysOverdue ?? 0) > 0
      ? warn('report', line, 'vigie report --period PERIOD, then two people: vigie report --publish FOLDER')
      : ok('report', line),
  );
}
