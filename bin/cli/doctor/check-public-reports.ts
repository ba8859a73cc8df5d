import { countDistress, readStop } from '../../../queue/storage/index.ts';
import { type Finding, fail, ok } from './check.ts';
import type { Opened } from './opened-records.ts';

/** Whether reports that say somebody is at risk reach protection. */
export async function checkPublicReports(opened: Opened): Promise<Finding[]> {
  const { db } = (await opened()).database;
  const waiting = await countDistress(db);
  if (waiting > 0 && (await readStop(db)) !== null) {
    return [
      fail(
        'public reports',
        `${waiting} that say somebody is at risk wait, and protection has not seen them: everything is stopped`,
        'two people let it go on, each with: vigie resume --approve; nobody else can read these reports meanwhile',
      ),
    ];
  }
  return [ok('public reports', 'none that says somebody is at risk is held up')];
}
