import type { RuleRegistry } from '../../../dashboard/wire-oversight.ts';
import type { TimeInForce } from '../../../queue/storage/index.ts';
import type { RegisteredPacks, ReleaseRecord } from '../../../rules/index.ts';

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
  },
): RuleRegistry {
  const { digest, release, record, inForce } = given;
  const signed = release !== null && record?.digest === digest ? record : null;
  return {
    ...registered,
    release,
    digest,
    createdOn: signed?.createdOn ?? null,
    approvedBy: signed?.signatures.map(({ by }) => by) ?? [],
    inForce: inForce.map(({ release: of, since, signedBy, returned }) => ({
      release: of,
      since: since.toISOString(),
      approvedBy: signedBy,
      returned,
    })),
    changes: (signed?.changes ?? [])
      .filter(({ isLive }) => isLive)
      .map(({ what, how, author }) => ({ what, how, author })),
  };
}
