import type { Source } from '../../queue/contracts/index.ts';
import type { Policy } from '../../queue/runtime/policy.ts';
import type { Kept } from '../../queue/storage/index.ts';

/** The context with the policy as it holds for a source: of policy and authorisation, whatever erases earlier. */
export function withShorterRetention<C extends { readonly policy: Policy }>(
  context: C,
  source: Pick<Source, 'authorisation'> | undefined,
): C {
  if (source === undefined) return context;
  const { unflaggedHours, flaggedDays } = source.authorisation.retention;
  const { retention } = context.policy;
  return {
    ...context,
    policy: {
      ...context.policy,
      retention: {
        ...retention,
        unflaggedHours: Math.min(retention.unflaggedHours, unflaggedHours),
        flaggedDays: Math.min(retention.flaggedDays, flaggedDays),
      },
    },
  };
}

const DAY_MS = 86_400_000;

/** How long flagged texts wait for a judgment, and how long their source's authorisation lets them be kept at all. */
export function keptFrom(
  now: Date,
  { retention }: Policy,
  source: Pick<Source, 'authorisation'> | undefined,
): Kept {
  const days = source?.authorisation.retention.flaggedDays;
  return {
    from: now,
    eraseAt: new Date(now.getTime() + retention.flaggedDays * DAY_MS),
    until: days === undefined ? null : new Date(now.getTime() + days * DAY_MS),
  };
}

/** How many days a post may lie that is drawn for the sample: an authorisation that keeps no flagged text so long keeps none of these. */
export function sampleDays(
  { fairness }: Pick<Policy, 'fairness'>,
  source: Pick<Source, 'authorisation'> | undefined,
): number {
  return Math.min(fairness.sampleDays, source?.authorisation.retention.flaggedDays ?? fairness.sampleDays);
}
