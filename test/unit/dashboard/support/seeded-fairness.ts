import type { DashboardContext } from '../../../../dashboard/context.ts';
import { createFairness, type Fairness } from '../../../../queue/fairness/index.ts';
import { type Clock, SYSTEM_CLOCK } from '../../../../queue/runtime/clock.ts';
import { liftRule } from '../../../../queue/storage/index.ts';
import { TEST_POLICY } from '../../../support/policy.ts';
import { SEEDED_QUALITY, seededRecords } from './seeded-desk.ts';

/** What the records of the file's desks say of how rules treat content. */
export const SEEDED_FAIRNESS: Fairness = {
  report: async (options) =>
    createFairness({
      db: await seededRecords(),
      clock: SYSTEM_CLOCK,
      policy: TEST_POLICY.fairness,
      quality: SEEDED_QUALITY,
    }).report(options),
};

/** Lifting holds in the records of the file's desks; no rule there has an author. */
export function seededLift(clock: Clock): DashboardContext['liftRule'] {
  return async (act) => {
    const given = { ...act, author: undefined, now: new Date(clock.now()) };
    return (await liftRule(await seededRecords(), given)) === null;
  };
}
