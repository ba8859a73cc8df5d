import type { RuleRegistry } from '../../../dashboard/wire-oversight.ts';

/** How many points a post needs to come before people, in words for everybody. */
export function pointsOf({
  threshold,
  plainThreshold,
  terseThreshold,
  disputedThreshold,
}: RuleRegistry['gate']): string {
  return (
    `${threshold} points; ${plainThreshold} where somebody offers in plain words and nothing speaks against it, ` +
    `${terseThreshold} where a way, a price and an address stand in few words and nothing speaks against it, ` +
    `${disputedThreshold} where somebody warns, refuses or jokes`
  );
}
