import { countContests } from '../../../queue/storage/index.ts';
import { type Finding, ok, warn } from './check.ts';
import type { Opened } from './opened-records.ts';

/** Whether contests are decided within the 30 days that the public pages promise. */
export async function checkContests(opened: Opened): Promise<Finding[]> {
  const records = await opened();
  const { open, overdue, nextDueOn } = await countContests(records.database.db, new Date());
  const next = nextDueOn === null ? '' : `; the next is due on ${nextDueOn}`;
  if (overdue === 0) return [ok('contests', `${open} waiting${next}`)];
  return [
    warn(
      'contests',
      `${overdue} of ${open} are not decided although their 30 days are over${next}`,
      'an adjudicator, or protection, who has judged nothing of the item decides on the page "Contests"',
    ),
  ];
}
