import type { RobotsRecord } from './collection.ts';
import type { SourceKind, SourceState } from './source.ts';

/** How a source has been doing, as `vigie sources health`, the dashboard and the metrics show it. */
export interface SourceHealth {
  readonly id: string;
  readonly name: string;
  readonly kind: SourceKind;
  readonly isEnabled: boolean;
  readonly state: SourceState;
  /** Stable word for why it is not `ok`, such as `captcha`, `login-wall`, `no-items`, `few-posts` or `http-403`. */
  readonly reason: string | null;
  readonly message: string | null;
  readonly lastRoundAt: string | null;
  readonly lastOkAt: string | null;
  /** When a round last brought a new post. */
  readonly lastYieldAt: string | null;
  readonly lastNew: number | null;
  /** Posts on the newest page at the last round that read it, and the fewest that are not suspicious. */
  readonly headPosts: number | null;
  readonly headExpected: number | null;
  /** How often something was not asked for or not given, by reason, from the beginning. */
  readonly refusals: Readonly<Record<string, number>>;
  /** How often a round was tried and did not end well: no answer, a new layout, too few posts. */
  readonly failures: Readonly<Record<string, number>>;
  readonly robots: (RobotsRecord & { readonly checkedAt: string }) | null;
  /** The pace at present. */
  readonly everySeconds: number | null;
  readonly nextDueAt: string | null;
  /** Older pages still wanted at most; 0 when there is nothing to fill in. */
  readonly backfillPages: number;
}
