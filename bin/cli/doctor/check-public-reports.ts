import { countDistress, readStop } from '../../../queue/storage/index.ts';
import { type Finding, fail, ok, warn } from './check.ts';
import type { Opened } from './opened-records.ts';

/** Whether reports that say somebody is at risk reach protection. */
export async function checkPublicReports(opened: Opened): Promise<Finding[]> {
  const { db } = (await opened()).database;
  const { waiting, unopenable } = await countDistress(db);
  const findings: Finding[] = [];
  if (waiting > unopenable) {
    const isStopped = (await readStop(db)) !== null;
    const told = `${waiting - unopenable} that say somebody is at risk wait, and protection has not seen them`;
    findings.push(
      isStopped
        ? fail(
            'public reports',
            `${told}: everything is stopped`,
            'two people let it go on, each with: vigie resume --approve; nobody else can read these reports meanwhile',
          )
        : warn(
            'public reports',
            `${told} yet`,
            'the scheduler takes them every 2 s: look again; if they still wait, it does not run, or its log says what keeps it from them',
          ),
    );
  }
  if (unopenable > 0) {
    findings.push(
      fail(
        'public reports',
        `${unopenable} that may say somebody is at risk cannot be opened, and protection has not seen them`,
        'see docs/operating.md, "What to do when"; they are tried again by themselves, and "vigie reports unopenable" lists them and gives one up',
      ),
    );
  }
  return findings.length > 0
    ? findings
    : [ok('public reports', 'none that says somebody is at risk is held up')];
}
