import { readRuleErrors } from '../../../queue/storage/index.ts';
import { type Finding, ok, warn } from './check.ts';
import type { Opened } from './opened-records.ts';

const DAYS = 7;
const DAY_MS = 86_400_000;

/** Rules that could not be run on posts of the last days: what they would have found there is missing, and nothing else shows it. */
export async function checkRuleErrors(opened: Opened, now = Date.now()): Promise<Finding[]> {
  const records = await opened();
  const errors = await readRuleErrors(records.database.db, new Date(now - DAYS * DAY_MS));
  if (errors.length === 0) return [ok('rule errors', `none in the last ${DAYS} days`)];
  return errors.map(({ rule, error, posts, release, lastOn }) =>
    warn(
      'rule errors',
      `${rule} could not be run on ${posts} post(s) of the last ${DAYS} days, the last on ${lastOn} (${error}, release ${release ?? 'none'}): it finds nothing there`,
      `find the cause with vigie rules lint and vigie rules explain, mend the pattern and release the rules; until then vigie coverage says what is blind`,
    ),
  );
}
