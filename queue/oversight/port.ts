import type {
  Actor,
  AuditRequest,
  ContentRequest,
  Decision,
  DrawRequest,
  LogPurpose,
} from '../contracts/index.ts';
import type { ListedEntry, LogPage, LogQuery, LogState, OpenedEntry } from '../log/index.ts';
import type { ItemFacts, OversightFigures, TextState } from '../storage/index.ts';

/** An audit as its overseers see it. */
export interface AuditSummary {
  readonly id: number;
  readonly announcedAt: string;
  /** `null`: the account is gone. */
  readonly announcedBy: string | null;
  readonly purpose: LogPurpose;
  /** The stretch of the log: from a position to below another. */
  readonly start: number;
  readonly end: number;
  readonly wanted: number;
  /** SHA-256 of the secret, hexadecimal: the log has held it since the announcement. */
  readonly commitment: string;
  /** `null` before the draw. */
  readonly draw: AuditDraw | null;
}

export interface AuditDraw {
  readonly drawnAt: string;
  /** Hexadecimal. */
  readonly secret: string;
  readonly words: string;
  readonly seed: string;
  /** How many judgments there were to draw from. */
  readonly population: number;
  readonly picks: readonly AuditPick[];
}

/** One judgment that was drawn, by its position in the log. */
export interface AuditPick {
  readonly index: number;
  readonly kind: string;
  readonly itemId: string;
}

/** One step in the handling of an item, as the log holds it. */
export interface ProcessStep {
  readonly index: number | null;
  readonly kind: string;
  /** `null` once the entry was shredded. */
  readonly at: string | null;
  /** Name of the account, else what the log calls it; `null` once shredded. */
  readonly actor: string | null;
  /** What the entry says beside; it holds no word of a post. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** How an item was handled, without a word of its post. */
export interface ProcessRecord {
  readonly item: Omit<ItemFacts, 'assessment' | 'postId'>;
  readonly assessment: {
    readonly release: string | null;
    /** Rules that were switched off at the time; `null` where the assessment was erased before they were kept beside it. */
    readonly holds: readonly string[] | null;
    readonly lane: string;
    readonly score: number | null;
    readonly language: string;
    readonly commitment: string;
    /** Position of the entry that commits to it. */
    readonly index: number | null;
  } | null;
  readonly steps: readonly ProcessStep[];
}

/** A post as oversight may read it, on record. */
export interface ReadContent {
  readonly text: string;
  readonly isCut: boolean;
  readonly decisions: readonly (Omit<Decision, 'actor'> & { readonly actor: string })[];
}

/** What differs between two assessments of one text. */
export interface Difference {
  readonly lane: readonly [string, string] | null;
  readonly score: readonly [number | null, number | null] | null;
  readonly language: readonly [string, string] | null;
  /** Findings that only the first has, as rule and place. */
  readonly lost: readonly Finding[];
  readonly gained: readonly Finding[];
  /** Whether the steps of the explanation differ. */
  readonly isTraceOther: boolean;
}

export interface Finding {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/** A past assessment made again. */
export interface Replay {
  readonly text: TextState;
  readonly release: string | null;
  readonly holds: readonly string[] | null;
  /** As the log commits to it, hexadecimal. */
  readonly commitment: string;
  readonly index: number | null;
  /** Whether salt and assessment give that commitment; `null` once they were erased. */
  readonly isCommitted: boolean | null;
  /**
   * `same`: byte for byte; `differs`: see `difference`; `erased`: there is no text any more; `unsigned`: no release stood behind
   * it; `not-kept`: its release is not among those that are kept; `unreadable`: this version of the program cannot read its packs.
   */
  readonly verdict: 'same' | 'differs' | 'erased' | 'unsigned' | 'not-kept' | 'unreadable';
  readonly difference: Difference | null;
  /** What the rules in force today would say, but those on hold; `null` without a text. */
  readonly today: {
    readonly release: string | null;
    readonly holds: readonly string[];
    readonly difference: Difference | null;
  } | null;
}

/** Whether the log is whole, as the last walk through it found. */
export interface LogCheck {
  readonly startedAt: string;
  /** `null` while it runs. */
  readonly endedAt: string | null;
  readonly result: {
    readonly size: number;
    readonly root: string | null;
    readonly checkpoints: number;
    readonly assessments: number;
    readonly notices: readonly { readonly index: number; readonly reason: string }[];
    readonly fault: { readonly index: number | null; readonly reason: string } | null;
  } | null;
  /** Why it could not be walked through. */
  readonly failure: string | null;
}

/**
 * What oversight does: it looks, and alters nothing. What it reads it reads on record. Every method throws `request.forbidden`
 * for anybody else.
 */
export interface Oversight {
  figures(actor: Actor): Promise<OversightFigures>;
  logState(actor: Actor): Promise<LogState & { readonly check: LogCheck | null }>;
  /** Positions and kinds, without what entries say. */
  entries(actor: Actor, query: LogQuery): Promise<LogPage<ListedEntry>>;
  /** What entries say, for one of four purposes, which is an entry before anything is read (LOG-09). */
  readEntries(actor: Actor, purpose: LogPurpose, query: LogQuery): Promise<LogPage<ReadLogEntry>>;
  /** Begins a walk through the whole log, where none is under way; its result is told by `logState`. */
  checkLog(actor: Actor): LogCheck;
  audits(actor: Actor): Promise<readonly AuditSummary[]>;
  /** @throws AppError `item.not-found` */
  audit(actor: Actor, id: number): Promise<AuditSummary>;
  /** Fixes which judgments may be drawn, and commits to a secret in the log. @returns the audit's number */
  announce(actor: Actor, request: AuditRequest): Promise<number>;
  /** Draws with the secret and the overseer's own words. @throws AppError `item.conflict` where it was drawn already */
  draw(actor: Actor, id: number, request: DrawRequest): Promise<AuditSummary>;
  /** How an item was handled; reading it is an entry. @throws AppError `item.not-found` */
  record(actor: Actor, itemId: string, purpose: LogPurpose): Promise<ProcessRecord>;
  /** A past assessment made again, while its text may be kept; an entry. @throws AppError `item.not-found` */
  replay(actor: Actor, itemId: string, purpose: LogPurpose): Promise<Replay>;
  /** The post, with a reason; an entry. @throws AppError `item.not-found`, `item.conflict` once it was erased */
  content(actor: Actor, itemId: string, request: ContentRequest): Promise<ReadContent>;
}

export interface ReadLogEntry extends Omit<OpenedEntry, 'entry'> {
  readonly at: string | null;
  readonly actor: string | null;
  /** `null` once it was shredded. */
  readonly body: Readonly<Record<string, unknown>> | null;
}
