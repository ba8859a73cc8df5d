import type { Generated } from 'kysely';
import type { Purpose } from '../contracts/authorisation.ts';
import type { RobotsRecord, RoundKind } from '../contracts/collection.ts';
import type { SourceKind, SourceState } from '../contracts/source.ts';

/** How far one source is known, and how it has been doing. */
export interface SourceTable {
  source_id: string;
  name: string | null;
  kind: SourceKind | null;
  enabled: Generated<boolean>;
  state: SourceState;
  reason: string | null;
  message: string | null;
  last_round: number | null;
  last_round_at: Date | null;
  last_ok_at: Date | null;
  last_yield_at: Date | null;
  last_new: number | null;
  head_posts: number | null;
  head_expected: number | null;
  /** What its authorisation names. */
  purpose: Purpose | null;
  robots: RobotsRecord['verdict'] | null;
  robots_sha256: string | null;
  robots_at: Date | null;
  interval_seconds: number | null;
  next_due_at: Date | null;
  whole_round: number | null;
  validators: unknown;
  backfill_key: Uint8Array | null;
  backfill_sealed: Uint8Array | null;
  backfill_until: number | null;
  backfill_pages: number | null;
  backfill_version: Generated<number>;
}

/** Whose turn it is at one host. */
export interface HostTurnTable {
  host: string;
  holder: string | null;
  held_until: Date | null;
  next_at: Date | null;
  failures: Generated<number>;
  closed_until: Date | null;
  closed_why: string | null;
}

/** One collection round of a source; `state` and `ended_at` are `null` while it runs or waits to go on. */
export interface CollectionRoundTable {
  round_id: Generated<number>;
  source_id: string;
  kind: RoundKind;
  round: number;
  started_at: Date;
  touched_at: Date;
  ended_at: Date | null;
  state: SourceState | 'interrupted' | null;
  reason: string | null;
  pages: Generated<number>;
  head_posts: number | null;
  posts_new: Generated<number>;
  posts_known: Generated<number>;
  posts_edited: Generated<number>;
  robots: RobotsRecord['verdict'] | null;
  robots_sha256: string | null;
  next_key: Uint8Array | null;
  next_sealed: Uint8Array | null;
  resume_key: Uint8Array | null;
  resume_sealed: Uint8Array | null;
}

export interface SourceRefusalTable {
  source_id: string;
  reason: string;
  kind: 'refused' | 'failed';
  count: number;
  last_at: Date;
}
