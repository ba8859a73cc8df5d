import { reopenReleases } from '../../../queue/statistics/index.ts';
import { EXIT } from '../exit.ts';
import { monthFrom } from '../month-from.ts';
import { operatorId } from '../operator.ts';
import type { SharedOptions } from '../program.ts';
import { say } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

/** Exit code 1 while the second person is missing. */
export async function reopen(
  options: SharedOptions & { readonly released?: readonly string[] },
): Promise<number> {
  const released = (options.released ?? []).map(monthFrom);
  return withRecords(options, 'statistics', async ({ database: { db } }) => {
    const act = { actor: operatorId(), now: new Date(), released };
    const { isOpen, through } = await reopenReleases(db, act);
    const named =
      released.length === 0 ? '' : `, except ${released.join(', ')}, of which none is ever released`;
    say(
      isOpen
        ? `tables of months up to ${through} are released again${named}`
        : `tables of months up to ${through}${named}: waits for a second person, for 24 hours, who says the same months; ` +
            'until then you can say it anew',
    );
    return isOpen ? EXIT.done : EXIT.findings;
  });
}
