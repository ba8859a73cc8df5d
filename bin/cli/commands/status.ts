import { describeDuty, readReportDuty } from '../../../queue/report/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { loadPolicy } from '../../../queue/runtime/policy.ts';
import { describeWaitingMonths, readClosedMonths } from '../../../queue/statistics/index.ts';
import {
  countAlerts,
  countCaptures,
  describeStop,
  readShadowLanguages,
  readSourceHealth,
  readStatus,
  readStop,
  UNANSWERED_MINUTES,
} from '../../../queue/storage/index.ts';
import { describeTellings, readTellingCounts } from '../../../queue/telling/index.ts';
import { describeCaptures } from '../evidence.ts';
import { EXIT } from '../exit.ts';
import type { SharedOptions } from '../program.ts';
import { say, sayJson, visible } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

export async function status(options: SharedOptions): Promise<number> {
  return withRecords(options, 'status', async ({ database: { db }, config }) => {
    const now = new Date(SYSTEM_CLOCK.now());
    const report = await readStatus(db);
    if (options.json) {
      // A stable shape, for scripts: what sources are doing is `sources health --json`.
      sayJson(report);
    } else {
      const { posts, items, log } = report;
      say(
        `posts  ${posts.total} (staged ${posts.staged}, none ${posts.none}, review ${posts.review}, protect ${posts.protect}, dead ${posts.dead})`,
      );
      say(`items  ${items.open} open, ${items.decided} decided`);
      const { open, unanswered } = await countAlerts(db, now);
      say(
        `alerts  ${open} of people at risk, ${unanswered} that nobody has had in hand for ${UNANSWERED_MINUTES} minutes`,
      );
      say(`captures  ${describeCaptures(await countCaptures(db))}`);
      const stop = await readStop(db);
      if (stop !== null) say(visible(describeStop(stop)));
      const sources = await readSourceHealth(db);
      const ill = sources.filter(({ isEnabled, state }) => isEnabled && state !== 'ok' && state !== 'new');
      say(`sources  ${sources.length}, ${ill.length} not well (see vigie sources health)`);
      const { waiting } = await readClosedMonths(db, now);
      if (waiting !== null) say(visible(`statistics ${describeWaitingMonths(waiting)}`));
      const shadow = await readShadowLanguages(db);
      if (shadow.length > 0) say(`rules  in shadow, flagging nothing for review: ${shadow.join(', ')}`);
      say(`log    ${log.size} entries, root ${log.root ?? 'none'}`);
      // Last, as a fault of the policy ends the command: what is known without it has been told by then.
      const { reports, telling } = loadPolicy(config.configDir);
      const duty = await readReportDuty(db, reports, now);
      for (const line of describeDuty(duty)) say(`report ${line}`);
      const { summary, overdue } = describeTellings(await readTellingCounts(db, telling, now));
      for (const line of [summary, ...overdue]) say(`telling ${line}`);
    }
    return EXIT.done;
  });
}
