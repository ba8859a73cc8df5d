import type { Source } from '../../queue/contracts/index.ts';
import type { Policy } from '../../queue/runtime/policy.ts';

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
        unflaggedHours: Math.min(retention.unflaggedHours, unflaggedHours),
        flaggedDays: Math.min(retention.flaggedDays, flaggedDays),
      },
    },
  };
}
