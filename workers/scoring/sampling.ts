import type { Kysely } from 'kysely';
import type { SampledShares } from '../../queue/contracts/index.ts';
import { sampledShares } from '../../queue/fairness/index.ts';
import type { Clock } from '../../queue/runtime/clock.ts';
import type { Policy } from '../../queue/runtime/policy.ts';
import { readWeeklyPosts, type Schema } from '../../queue/storage/index.ts';

/** How many of the posts that nothing flags are drawn now. */
export interface Sampling {
  shares(): Promise<SampledShares>;
}

/** Volumes are looked at anew after this, ms: an import of many posts is met by its own first posts. */
const LOOK_MS = 60_000;

export function createSampling({
  db,
  policy,
  clock,
}: {
  readonly db: Kysely<Schema>;
  readonly policy: Policy['fairness'];
  readonly clock: Clock;
}): Sampling {
  let seen: { readonly at: number; readonly shares: SampledShares } | undefined;
  return {
    async shares() {
      const at = clock.now();
      if (seen === undefined || at - seen.at >= LOOK_MS || at < seen.at) {
        const weekly = await readWeeklyPosts(db, new Date(at));
        seen = { at, shares: sampledShares(weekly, policy.sampledPerWeek) };
      }
      return seen.shares;
    },
  };
}
