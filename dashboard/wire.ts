import type { Assessment, Outcome, SourceHealth } from '../queue/contracts/index.ts';
import type { ItemContent, ItemSummary, QueueCounts } from '../queue/review/port.ts';

export type { DryRun, SourceHealth, StatusReport } from '../queue/contracts/index.ts';

export interface SourcesView {
  readonly sources: readonly SourceHealth[];
}

export interface HealthReport {
  readonly live: boolean;
  readonly ready: boolean;
  /** Why it is not ready (or not live), in words for an operator. */
  readonly reasons: readonly string[];
}

/** What a reviewer may read about a rule once the explanation is shown. */
export interface RuleInfo {
  readonly title: string;
  readonly gloss: string;
  /** What the same words mean when nothing is wrong. */
  readonly benign: string;
  readonly evidence: string;
}

/** What the interface asks for once, when it starts. */
export interface DeskSettings {
  readonly actor: string;
  readonly isDemo: boolean;
  readonly undoMinutes: number;
  readonly leaseMinutes: number;
  readonly reasons: Readonly<Record<Outcome, readonly string[]>>;
}

export interface QueueView {
  readonly counts: QueueCounts;
  readonly languages: readonly { readonly language: string; readonly open: number }[];
  readonly items: readonly ItemSummary[];
}

/** An item as the interface gets it: `rules` is empty until the asking actor has judged. */
export interface ItemView extends ItemContent {
  readonly rules: Readonly<Record<string, RuleInfo>>;
}

/** A text that was tried, never stored: what the rules say of it. */
export interface TryView {
  readonly text: string;
  readonly language: string;
  readonly lane: 'none' | 'review' | 'protect';
  readonly assessment: Assessment;
  readonly rules: Readonly<Record<string, RuleInfo>>;
}

export interface NextView {
  readonly item: ItemView | null;
}

/** One thing wrong with a request. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** RFC 9457 problem details. */
export interface Problem {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly faults?: readonly Fault[];
  /** Given for failures on our side: the same reference stands in the process log. */
  readonly reference?: string;
}
