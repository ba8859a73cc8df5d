import type { ColumnType, Generated } from 'kysely';
import type { LogPurpose } from '../contracts/reading-purpose.ts';

/** One audit: a stretch of the log that was named, and the judgments that were drawn of it. */
export interface AuditTable {
  id: Generated<number>;
  announced_by: string;
  announced_at: Date;
  purpose: LogPurpose;
  /** First position of the stretch. */
  log_start: number;
  /** The position behind its last. */
  log_end: number;
  /** How many judgments are to be drawn. */
  wanted: number;
  /** 32 bytes, committed to in the log when the audit was announced. */
  secret: Uint8Array;
  /** What the overseer added when drawing. */
  words: string | null;
  drawn_at: Date | null;
  /** How many judgments there were to draw from. */
  population: number | null;
  /** Positions of the judgments that were drawn, in the order of the draw. */
  picks: ColumnType<number[] | null, string | null, string>;
}

/** The packs of one release as they were when a process first scored with it. */
export interface RuleReleaseTable {
  /** The first 16 digits of the digest, as assessments name it. */
  release: string;
  digest: string;
  /** JSON of path and text of every pack file, compressed with gzip. */
  packs: Uint8Array;
  first_used_at: Date;
}
