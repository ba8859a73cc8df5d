import type { Generated } from 'kysely';
import type { Lane } from '../contracts/assessment.ts';
import type { RetentionClass } from '../contracts/decision.ts';
import type {
  AccountRoleTable,
  AccountTable,
  CeremonyTable,
  CertificateTable,
  PasskeyTable,
  PasswordTable,
  ProviderIdentityTable,
  RecoveryCodeTable,
  SessionTable,
  SignInAttemptTable,
  SignInLinkTable,
} from './schema-accounts.ts';
import type { CaseItemTable, CaseTable, UnmaskingTable } from './schema-cases.ts';
import type { CustodyTables } from './schema-custody.ts';
import type { CaptureTable, EvidenceLeavingTable } from './schema-evidence.ts';
import type { FairnessTables } from './schema-fairness.ts';
import type {
  LogBodyTable,
  LogCheckpointTable,
  LogCosignatureTable,
  LogEntryTable,
  LogLeafTable,
  LogPendingTable,
  LogSubtreeTable,
} from './schema-log.ts';
import type { NoticeTables } from './schema-notices.ts';
import type { AuditTable, RuleAuthorTable, RuleReleaseTable, RulesInForceTable } from './schema-oversight.ts';
import type { ContestTable, ReportTable } from './schema-public.ts';
import type {
  ControlTable,
  DayStopTable,
  DecisionTable,
  DoubtTable,
  ItemMemberTable,
  ItemQuestionTable,
  ItemTable,
  SkipTable,
  WatchAlarmTable,
} from './schema-review.ts';
import type {
  AlertDeliveryTable,
  AlertTable,
  ErasureTable,
  LegalHoldTable,
  StopTable,
} from './schema-safeguards.ts';
import type {
  CollectionRoundTable,
  HostTurnTable,
  SourceRefusalTable,
  SourceTable,
} from './schema-sources.ts';
import type { StatisticsTables } from './schema-statistics.ts';
import type { TellingTables } from './schema-tellings.ts';

/** Tables of the product; all lie in the PostgreSQL schema `vigie`, because BullMQ's own lie first in the search path. */
export interface Schema extends StatisticsTables, FairnessTables, CustodyTables, NoticeTables, TellingTables {
  'vigie.settings': SettingTable;
  'vigie.sources': SourceTable;
  'vigie.source_refusals': SourceRefusalTable;
  'vigie.posts': PostTable;
  'vigie.tallies': TallyTable;
  'vigie.sealed_batches': SealedBatchTable;
  'vigie.sealed_posts': SealedPostTable;
  'vigie.assessments': AssessmentTable;
  'vigie.unflagged_assessments': UnflaggedAssessmentTable;
  'vigie.items': ItemTable;
  'vigie.item_members': ItemMemberTable;
  'vigie.decisions': DecisionTable;
  'vigie.control_items': ItemTable;
  'vigie.control_decisions': DecisionTable;
  'vigie.controls': ControlTable;
  'vigie.item_questions': ItemQuestionTable;
  'vigie.day_stops': DayStopTable;
  'vigie.skips': SkipTable;
  'vigie.watch_alarms': WatchAlarmTable;
  'vigie.cases': CaseTable;
  'vigie.case_items': CaseItemTable;
  'vigie.unmaskings': UnmaskingTable;
  'vigie.log_entries': LogEntryTable;
  'vigie.log_pending': LogPendingTable;
  'vigie.log_leaves': LogLeafTable;
  'vigie.log_subtrees': LogSubtreeTable;
  'vigie.log_bodies': LogBodyTable;
  'vigie.log_checkpoints': LogCheckpointTable;
  'vigie.log_cosignatures': LogCosignatureTable;
  'vigie.outbox': OutboxTable;
  'vigie.dead_letters': DeadLetterTable;
  'vigie.imports': ImportTable;
  'vigie.host_turns': HostTurnTable;
  'vigie.collection_rounds': CollectionRoundTable;
  'vigie.accounts': AccountTable;
  'vigie.account_roles': AccountRoleTable;
  'vigie.certificates': CertificateTable;
  'vigie.passwords': PasswordTable;
  'vigie.recovery_codes': RecoveryCodeTable;
  'vigie.passkeys': PasskeyTable;
  'vigie.provider_identities': ProviderIdentityTable;
  'vigie.sessions': SessionTable;
  'vigie.sign_in_links': SignInLinkTable;
  'vigie.ceremonies': CeremonyTable;
  'vigie.sign_in_attempts': SignInAttemptTable;
  'vigie.contests': ContestTable;
  'vigie.reports': ReportTable;
  'vigie.stops': StopTable;
  'vigie.alerts': AlertTable;
  'vigie.alert_deliveries': AlertDeliveryTable;
  'vigie.legal_holds': LegalHoldTable;
  'vigie.erasures': ErasureTable;
  'vigie.audits': AuditTable;
  'vigie.rule_releases': RuleReleaseTable;
  'vigie.rules_in_force': RulesInForceTable;
  'vigie.rule_authors': RuleAuthorTable;
  'vigie.doubts': DoubtTable;
  'vigie.captures': CaptureTable;
  'vigie.evidence_leavings': EvidenceLeavingTable;
}

export interface SettingTable {
  name: string;
  value: string;
}

/** A change of a count; the count is the sum. */
export interface TallyTable {
  name: string;
  change: number;
}

export type PostStatus = 'staged' | 'none' | 'review' | 'protect' | 'dead';

export interface PostTable {
  id: string;
  source_id: string;
  batch_id: string;
  author_token: Uint8Array | null;
  language: string | null;
  published_at: Date | null;
  collected_at: Date;
  status: PostStatus;
  /** `null` for imports and for what was collected before rounds were kept. */
  round_id: number | null;
  /** The first version of an edited post; `null` on the first. */
  edit_of: string | null;
  /** Keyed over post and text; `null` for what was stored before edits were kept. */
  text_token: Uint8Array | null;
}

/** Texts, permalinks and authors of the posts that were staged together, under one key that is destroyed once all are assessed. */
export interface SealedBatchTable {
  batch_id: string;
  post_ids: string[];
  /** The wrapped key, 32 bytes; empty once it was destroyed. */
  keys: Uint8Array;
  texts: Uint8Array;
  /** `null`, but where they were staged before texts were sealed together: bytes of each text, and `keys` has one for each. */
  lengths: number[] | null;
  staged_at: Generated<Date>;
  erase_at: Date;
}

/** The same of one flagged post; deleting the row destroys the key with it. */
export interface SealedPostTable {
  post_id: string;
  wrapped_key: Uint8Array;
  sealed: Uint8Array;
  /** Retention class: what its item ended as, or `undecided`. */
  class: Generated<RetentionClass>;
  class_from: Generated<Date>;
  /** What the authorisation of its source allows, whatever the class. */
  keep_until: Date | null;
  erase_at: Date;
  /** Keyed token of the address, where it has one: by it a contest finds the post. */
  permalink_token: Uint8Array | null;
}

/** Of a post that was flagged, and of posts that were assessed before unflagged ones shared a row. */
export interface AssessmentTable {
  post_id: string;
  release: string | null;
  lane: Lane;
  score: number | null;
  language: string;
  /** Rules that were switched off; it outlives the body. `null` in rows of before that were erased by then. */
  holds: string[] | null;
  /** JSON of the assessment as committed; it and its salt are `null` once the post's text was erased. */
  body: string | null;
  salt: Uint8Array | null;
  commitment: Uint8Array;
  entry_id: number;
  leaf: number;
}

/**
 * The assessments of one log entry that flagged nobody, side by side: place n of each array and block belongs to the
 * leaf `first_leaf` + n.
 */
export interface UnflaggedAssessmentTable {
  entry_id: number;
  /** The batch in which the posts were staged: their texts are erased together. */
  batch_id: string;
  release: string | null;
  first_leaf: number;
  post_ids: string[];
  languages: string[];
  scores: number[];
  /** 32 bytes each. */
  commitments: Uint8Array;
  /** 16 bytes each; `null` once the texts were erased. */
  salts: Uint8Array | null;
  /** JSON of each assessment as committed, one a line: of rows that were written before these were packed. */
  bodies: string | null;
  /** The same as `packBodies` packs it. `null` once the texts were erased, as `bodies` is. */
  packed: Uint8Array | null;
}

export interface OutboxTable {
  id: Generated<number>;
  job_name: string;
  job_id: string;
  payload: unknown;
}

export interface DeadLetterTable {
  id: Generated<number>;
  job_name: string;
  job_id: string;
  payload: unknown;
  reason: string;
  message: string;
  died_at: Date;
}

export interface ImportTable {
  id: string;
  source_id: string;
  file_name: string;
  lines_done: number;
  posts_new: number;
  posts_known: number;
  lines_rejected: number;
  is_finished: boolean;
  updated_at: Date;
}
