import type { Assessment } from '../queue/contracts/index.ts';
import type { Desk } from '../queue/review/port.ts';
import type { Logger } from '../queue/runtime/logger.ts';
import type { DryRun, HealthReport, RuleInfo, SourceHealth, StatusReport } from './wire.ts';

/** Everything the dashboard needs from the process that starts it; whoever builds a collaborator closes it. */
export interface DashboardContext {
  readonly desk: Desk;
  status(): Promise<StatusReport>;
  /** How each source has been doing, by id. */
  sources(): Promise<readonly SourceHealth[]>;
  /**
   * Reads the first pages of a source and stores nothing.
   * @throws AppError `item.not-found` for a source that is not configured, `source.refused` for one that is switched off
   */
  trySource(id: string): Promise<DryRun>;
  health(): Promise<HealthReport>;
  /** What the release in force says about a rule; `undefined` for a rule that it no longer holds. */
  rule(id: string): RuleInfo | undefined;
  /** Scores a text that somebody tries; it is not kept. */
  assess(text: string): Assessment;
  /** The local reviewer. */
  readonly actor: string;
  /** Folder with the built interface (`index.html` and `assets/`). */
  readonly webDir: string;
  readonly logger: Logger;
  /** Whether the posts are fictional; the interface says so on every page. */
  readonly isDemo: boolean;
}
