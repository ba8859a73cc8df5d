import type { Generated } from 'kysely';

/** That an entry was written; rows stay for ever and hold no body. */
export interface LogEntryTable {
  entry_id: Generated<number>;
  kind: string;
  subject: string;
  /** Takes the body in and passes it on to `log_pending`: it is always `null`. */
  body: string | null;
  /** Transaction that wrote it: entries of one sequencing pass are ordered by it. */
  written_by: Generated<string>;
}

/** Entries that were committed and have no position yet. */
export interface LogPendingTable {
  entry_id: number;
  /** RFC 8785 form of the whole entry. */
  body: string;
}

/** Leaves of the tree in their order. */
export interface LogLeafTable {
  index: number;
  entry_id: number;
  /** Leaf as outsiders get it: a salted commitment to the body, 32 bytes. */
  commitment: Uint8Array;
}

/** Roots of full tiles: tile `n` of a level covers 256^(level + 1) leaves. */
export interface LogSubtreeTable {
  level: number;
  n: number;
  root: Uint8Array;
}

/** Salt and body of an entry under a key of their own. A row that is gone was shredded. */
export interface LogBodyTable {
  entry_id: number;
  wrapped_key: Uint8Array;
  sealed: Uint8Array;
}

/** What witnesses have said of checkpoints. */
export interface LogCosignatureTable {
  size: number;
  origin: string;
  /** Name of the witness's key. */
  witness: string;
  key_id: Uint8Array;
  /** Signature line of a C2SP signed note. */
  line: string;
  cosigned_at: Date;
}

/** Signed tree heads. */
export interface LogCheckpointTable {
  size: number;
  origin: string;
  root: Uint8Array;
  /** C2SP signed note. */
  note: string;
  made_at: Date;
}
