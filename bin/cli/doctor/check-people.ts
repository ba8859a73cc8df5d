import { createAccounts } from '../../../queue/accounts/index.ts';
import { isOverdue } from '../../../queue/contracts/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { loadPolicy } from '../../../queue/runtime/policy.ts';
import { type Finding, fail, ok, warn } from './check.ts';
import type { Opened } from './opened-records.ts';

const MEND =
  'vigie users invite and grant, or the page People of the dashboard, where trainings are recorded';

/** Which step of the work the team cannot staff; one that waits for people keeps nothing else from working. */
export async function checkPeople(config: Config, opened: Opened): Promise<Finding[]> {
  const records = await opened();
  const accounts = createAccounts({ db: records.database.db, vault: records.vault, clock: SYSTEM_CLOCK });
  if (!(await accounts.exist()))
    return [warn('people', 'nobody can sign in yet', 'open the link that start or dashboard prints')];
  const gaps = await accounts.gaps();
  if (gaps.length === 0) return [ok('people', 'every step of the work has people')];
  const { unreadHours } = loadPolicy(config.configDir).review;
  return gaps.map((gap) => {
    const { step, needs, language, waiting } = gap;
    if (language === null || waiting === null)
      return warn('people', `${step} needs different people: ${needs.join(', ')}`, MEND);
    const said = `${step}: nobody is trained for ${language}, in which ${waiting.open} items wait since ${waiting.since}`;
    return isOverdue(gap, unreadHours, SYSTEM_CLOCK.now())
      ? fail('people', said, MEND)
      : warn('people', said, MEND);
  });
}
