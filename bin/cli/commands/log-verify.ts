import { type LogReport, sequence, verifyLog } from '../../../queue/log/index.ts';
import { EXIT } from '../exit.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { openRecords } from '../records.ts';

export async function logVerify(options: SharedOptions): Promise<number> {
  const records = await openRecords(configFrom(options), { command: 'log verify', mayUseOwner: true });
  try {
    await sequence(records.database.db);
    const report = await verifyLog(records.database.db);
    console.log(options.json ? JSON.stringify(report) : describe(report));
    return report.fault ? EXIT.data : EXIT.done;
  } finally {
    await records.close();
  }
}

function describe(report: LogReport): string {
  if (report.fault) {
    const { index, entryId, reason } = report.fault;
    const place =
      index === null ? `entry id ${entryId} (no position)` : `entry ${index} (id ${entryId ?? 'none'})`;
    return `log: NOT intact\nfirst bad entry: ${place}\n${reason}`;
  }
  const kinds = Object.entries(report.kinds).map(([kind, count]) => `  ${kind} ${count}`);
  const last = report.lastDecision;
  return [
    `log: intact, ${report.size} entries, root ${report.root ?? 'none'}`,
    `assessments recomputed: ${report.assessmentsChecked}`,
    ...(last ? [`last decision: entry ${last.index}, item ${last.subject}, ${last.outcome}`] : []),
    ...kinds,
  ].join('\n');
}
