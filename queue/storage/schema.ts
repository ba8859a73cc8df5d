import type { Generated } from 'kysely';
import type { PersonCategory } from '../contracts/person.ts';
import type {
  CollectionRoundTable,
  HostTurnTable,
  SourceRefusalTable,
  SourceTable,
} from './schema-sources.ts';

/** Tables of the product; all lie in the PostgreSQL schema `vigie`, because BullMQ's own lie first in the search path. */
export interface Schema {
  'vigie.settings': SettingTable;
  'vigie.sources': SourceTable;
  'vigie.source_refusals': SourceRefusalTable;
  'vigie.posts': PostTable;
  'vigie.sealed_batches': SealedBatchTable;
  'vigie.sealed_posts': SealedPostTable;
  'vigie.assessments': AssessmentTable;
  'vigie.unflagged_assessments': UnflaggedAssessmentTable;
  'vigie.items': ItemTable;
  'vigie.item_members': ItemMemberTable;
  'vigie.decisions': DecisionTable;
  'vigie.log_entries': LogEntryTable;
  'vigie.log_pending': LogPendingTable;
  'vigie.log_chain': LogChainTable;
  'vigie.outbox': OutboxTable;
  'vigie.dead_letters': DeadLetterTable;
  'vigie.imports': ImportTable;
  'vigie.host_turns': HostTurnTable;
  'vigie.collection_rounds': CollectionRoundTable;
}

export interface SettingTable {
  name: string;
  value: string;
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
}

/**
 * Texts, permalinks and authors of the posts that were staged together, each under its own key: place n of each array
 * and block. A key of zeros is one that was destroyed, or has moved to a row of its own.
 */
export interface SealedBatchTable {
  batch_id: string;
  post_ids: string[];
  keys: Uint8Array;
  texts: Uint8Array;
  lengths: number[];
  erase_at: Date;
}

/** The same of one flagged post; deleting the row destroys the key with it. */
export interface SealedPostTable {
  post_id: string;
  wrapped_key: Uint8Array;
  sealed: Uint8Array;
  erase_at: Date;
}

/** Of a post that was flagged, and of posts that were assessed before unflagged ones shared a row. */
export interface AssessmentTable {
  post_id: string;
  release: string | null;
  lane: string;
  score: number | null;
  language: string;
  /** JSON of the assessment as committed; `null` once the post's text was erased. */
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
  /** JSON of each assessment as committed, one a line; `null` once the texts were erased. */
  bodies: string | null;
}

export interface ItemTable {
  id: string;
  lane: string;
  state: string;
  post_id: string;
  content_token: Uint8Array;
  source_id: string;
  language: string;
  opened_at: Date;
  claimed_by: string | null;
  lease_until: Date | null;
  judged_by: string | null;
  judged_at: Date | null;
  outcome: string | null;
  author_category: PersonCategory;
}

export interface ItemMemberTable {
  post_id: string;
  item_id: string;
  joined_at: Date;
}

export interface DecisionTable {
  id: Generated<number>;
  item_id: string;
  stage: string;
  outcome: string;
  reason: string;
  sealed_note: Uint8Array | null;
  actor: string;
  decided_at: Date;
  undone_at: Date | null;
}

export interface LogEntryTable {
  entry_id: Generated<number>;
  kind: string;
  subject: string;
  /** RFC 8785 form of the whole entry: what is hashed. */
  body: string;
  written_by: Generated<string>;
}

export interface LogPendingTable {
  entry_id: number;
}

export interface LogChainTable {
  index: number;
  entry_id: number;
  hash: Uint8Array;
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
