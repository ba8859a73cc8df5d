import { createFairness, type Fairness } from '../../../../queue/fairness/index.ts';
import { SYSTEM_CLOCK } from '../../../../queue/runtime/clock.ts';
import { TEST_POLICY } from '../../../support/policy.ts';
import { SEEDED_QUALITY, seededRecords } from './seeded-desk.ts';

/** What the records of the file's desks say of how rules treat content. */
export const SEEDED_FAIRNESS: Fairness = {
  report: async () =>
    createFairness({
      db: await seededRecords(),
      clock: SYSTEM_CLOCK,
      policy: TEST_POLICY.fairness,
      quality: SEEDED_QUALITY,
    }).report(),
};
