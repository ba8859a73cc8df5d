import { describeDuty, readReportDuty } from '../../../queue/report/index.ts';
import { loadPolicy } from '../../../queue/runtime/policy.ts';
import {
  countAlerts,
  countCaptures,
  describeStop,
  readSourceHealth,
  readStatus,
  readStop,
  UNANSWERED_MINUTES,
} from '../../../queue/storage/index.ts';
import { describeTellings, readTellingCounts } from '../../../queue/telling/index.ts';
import { describeCaptures } from '../evidence.ts';
import { EXIT } from '../exit.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { openRecords } from '../records.ts';
import { shown, visible } from '../terminal.ts';

export async function status(options: SharedOptions): Promise<number> {
  const config = configFrom(options);
  const records = await openRecords(config, { command: 'status', mayUseOwner: true });
  try {
    const { db } = records.database;
    const report = await readStatus(db);
    if (options.json) {
      // A stable shape, for scripts: what sources are doing is `sources health --json`.
      console.log(JSON.stringify(report));
    } else {
      const { posts, items, log } = report;
      console.log(
        shown(
          `posts  ${posts.total} (staged ${posts.staged}, none ${posts.none}, review ${posts.review}, protect ${posts.protect}, dead ${posts.dead})`,
        ),
      );
      console.log(shown(`items  ${items.open} open, ${items.decided} decided`));
      const { open, unanswered } = await countAlerts(db, new Date());
      console.log(
        shown(
          `alerts  ${open} of people at risk, ${unanswered} that nobody has had in hand for ${UNANSWERED_MINUTES} minutes`,
        ),
      );
      console.log(shown(`captures  ${describeCaptures(await countCaptures(db))}`));
      const stop = await readStop(db);
      if (stop !== null) console.log(visible(describeStop(stop)));
      const sources = await readSourceHealth(db);
      const ill = sources.filter(({ isEnabled, state }) => isEnabled && state !== 'ok' && state !== 'new');
      console.log(shown(`sources  ${sources.length}, ${ill.length} not well (see vigie sources health)`));
      const { reports, telling } = loadPolicy(config.configDir);
      const duty = await readReportDuty(db, reports, new Date());
      for (const line of describeDuty(duty)) console.log(shown(`report ${line}`));
      const { summary, overdue } = describeTellings(await readTellingCounts(db, telling, new Date()));
      for (const line of [summary, ...overdue]) console.log(shown(`telling ${line}`));
      console.log(shown(`log    ${log.size} entries, root ${log.root ?? 'none'}`));
    }
    return EXIT.done;
  } finally {
    await records.close();
  }
}
