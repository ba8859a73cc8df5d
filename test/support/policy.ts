import { Policy } from '../../queue/runtime/policy.ts';

/** The policy of tests: flagged texts wait 90 days for a judgment, everything else as by default. */
export const TEST_POLICY: Policy = Policy.parse({ retention: { flaggedDays: 90 } });
