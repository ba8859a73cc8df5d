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

/** From when on processes scored with which packs, under which record. Rows are added, and never changed. */
export interface RulesInForceTable {
  id: Generated<number>;
  /** `null`: approvers had not signed the packs. */
  release: string | null;
  /** SHA-256 over the packs, hexadecimal. */
  digest: string;
  began_at: Date;
  /** The text of its `release.json`, compressed with gzip; `null` where none was kept. */
  record: Uint8Array | null;
  /** Of that text, hexadecimal. */
  record_sha256: string | null;
  /** Of what its signatures are over, hexadecimal. */
  signed_sha256: string | null;
  /** Ids of the approvers who signed it; empty where no record was kept. */
  signed_by: string[];
  /** Of a release that had been in force before another one: whether anybody signed for its return. */
  returned: 'signed' | 'unsigned' | null;
}

/** Whoever wrote a rule of a release that was in force. */
export interface RuleAuthorTable {
  rule: string;
  /** As the rule's entry names them. */
  author: string;
}
