import type { RegisteredRule, RuleRegistry } from '../../../dashboard/wire-oversight.ts';
import type { TimeInForce } from '../../../queue/storage/index.ts';
import type { RegisteredPacks, ReleaseRecord } from '../../../rules/index.ts';

/** A rule as everybody may read of it. */
export type PublishedRule = Omit<RegisteredRule, 'knownFalsePositives'> &
  Partial<Pick<RegisteredRule, 'knownFalsePositives'>>;

export type PublishedRegistry = Omit<RuleRegistry, 'rules'> & { readonly rules: readonly PublishedRule[] };

/**
 * The registry without what rules against an offer find wrongly: whoever writes such a text loses points by it, so that is for those who
 * oversee to read.
 */
export function publishedRegistry(registry: RuleRegistry): PublishedRegistry {
  return { ...registry, rules: registry.rules.map(published) };
}

function published(rule: RegisteredRule): PublishedRule {
  if (rule.effect !== 'against') return rule;
  const { knownFalsePositives: _, ...rest } = rule;
  return rest;
}

/** The registry of packs with what stands behind them. */
export function makeRegistry(
  registered: RegisteredPacks,
  given: {
    readonly digest: string;
    /** `null`: approvers did not sign these packs. */
    readonly release: string | null;
    /** What lies beside the packs; it counts where it was signed for these very packs. */
    readonly record: ReleaseRecord | null;
    readonly inForce: readonly TimeInForce[];
    readonly holds: readonly string[];
  },
): RuleRegistry {
  const { digest, release, record, inForce, holds } = given;
  const signed = release !== null && record?.digest === digest ? record : null;
  return {
    ...registered,
    release,
    digest,
    holds,
    createdOn: signed?.createdOn ?? null,
    approvedBy: signersOf(signed),
    inForce: inForce.map(({ release: of, digest: packs, since, signedBy, returned }) => ({
      release: of,
      digest: packs,
      since: since.toISOString(),
      approvedBy: signedBy,
      returned,
    })),
    changes: (signed?.changes ?? [])
      .filter(({ isLive }) => isLive)
      .map(({ what, how, author }) => ({ what, how, author })),
  };
}

/** Of a return also those who signed for its release when it was new, of a change of nothing live those who signed for what is live: one signed since. */
function signersOf(record: ReleaseRecord | null): string[] {
  const before = record?.returnsTo ?? record?.liveFrom;
  const signatures = [...(before?.signatures ?? []), ...(record?.signatures ?? [])];
  return [...new Set(signatures.map(({ by }) => by))];
}
