import type { LogPurpose, TeamAgreement, WatchAlarm } from '../queue/contracts/index.ts';
import type { ListedEntry, LogPage, LogState } from '../queue/log/index.ts';
import type { AuditSummary, LogCheck, ProcessRecord, ReadLogEntry } from '../queue/oversight/index.ts';
import type { ReportDuty } from '../queue/report/index.ts';
import type { ItemSummary } from '../queue/review/port.ts';
import type { OversightFigures } from '../queue/storage/index.ts';
import type { TellingCounts } from '../queue/telling/index.ts';
import type { RegisteredPacks, RegisteredRule } from '../rules/index.ts';

export type {
  AuditSummary,
  Difference,
  LogCheck,
  ProcessRecord,
  ProcessStep,
  ReadContent,
  ReadLogEntry,
  Replay,
} from '../queue/oversight/index.ts';
export type { RegisteredRule } from '../rules/index.ts';

/** Something about the dates of a source's authorisation that somebody has to act on. */
export type AuthorisationDate = { readonly sourceId: string } & (
  | {
      /** `gap`: it does not count today; `soon`: it will not in at most 30 days. */
      readonly kind: 'gap' | 'soon';
      readonly field: 'startsOn' | 'expiresOn' | 'reviewBy';
      /** Such as 2026-12-31. */
      readonly day: string;
    }
  /** Nobody gave it: it holds words of an example. */
  | { readonly kind: 'placeholder' }
);

export interface OversightView extends OversightFigures {
  readonly authorisations: readonly AuthorisationDate[];
  readonly report: ReportDuty;
  /** Duties to tell whoever posted. */
  readonly tellings: TellingCounts;
}

/** A record, and how long a reason to read the post must be at least, UTF-16 units. */
export interface RecordView extends ProcessRecord {
  readonly minReason: number;
}

export interface LogView extends LogState {
  readonly check: LogCheck | null;
  readonly purposes: readonly LogPurpose[];
  /** What may be asked for by kind. */
  readonly allKinds: readonly string[];
}

export type EntriesView = LogPage<ListedEntry>;
export type ReadEntriesView = LogPage<ReadLogEntry>;

export interface AuditsView {
  readonly audits: readonly AuditSummary[];
  readonly purposes: readonly LogPurpose[];
  readonly maxPicks: number;
}

export interface RegistryChange {
  readonly what: string;
  readonly how: 'added' | 'changed' | 'removed';
  readonly author: string;
}

export interface ReleaseInForce {
  /** `null`: approvers had not signed these packs. */
  readonly release: string | null;
  /** SHA-256 over the pack files, hexadecimal. */
  readonly digest: string;
  readonly since: string;
  /** Empty where its record was not kept. */
  readonly approvedBy: readonly string[];
  /** Of a release that came back after another one: whether anybody signed for its return. */
  readonly returned: 'signed' | 'unsigned' | null;
}

/** The registry of the rules in force. */
export interface RuleRegistry extends RegisteredPacks {
  /** `null`: no release stands behind these rules. */
  readonly release: string | null;
  /** SHA-256 over the pack files, hexadecimal. */
  readonly digest: string;
  /** When the release was made, such as 2026-11-27. */
  readonly createdOn: string | null;
  readonly approvedBy: readonly string[];
  /** Which releases and unsigned packs were in force here from when on, newest first. */
  readonly inForce: readonly ReleaseInForce[];
  /** Rules that are switched off now, whatever their state says. */
  readonly holds: readonly string[];
  /** What this release changed of rules that speak. */
  readonly changes: readonly RegistryChange[];
}

/** The registry, and the words behind each rule. */
export interface ReadRegistry {
  readonly registry: RuleRegistry;
  /** Words and patterns that a rule looks for; of a concept its name. */
  termsOf(rule: string): readonly string[];
}

/** A registry's list; the words behind it are read one rule at a time. */
export type RulesView = RuleRegistry;

/** One rule with the words that are withheld from the public, for those who check them. */
export interface RuleView {
  readonly rule: RegisteredRule;
  readonly terms: readonly string[];
}

/** What came of one of two people's word that a rule on hold speaks again. */
export interface LiftedView {
  /** `false`: it waits for a second person. */
  readonly isLifted: boolean;
}

/** What oversight sees of the quality of judgments. */
export interface QualityView {
  /** Offers that wait for oversight's word. */
  readonly overrides: readonly ItemSummary[];
  readonly team: readonly TeamAgreement[];
  readonly alarms: readonly WatchAlarm[];
}
