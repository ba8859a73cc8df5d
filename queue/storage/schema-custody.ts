import type { Generated } from 'kysely';
import type { CaptureProof } from '../contracts/capture.ts';
import type { CustodyEvent } from '../contracts/custody.ts';
import type { ExportForm } from '../contracts/evidence-export.ts';

/**
 * How far a proof of OpenTimestamps is: `unsent`, no calendar has taken it; `pending`, a calendar has promised; `attested`, the
 * proof names a block of Bitcoin that was not checked here; `confirmed`, it leads to a block whose header was seen.
 */
export type ProofState = 'unsent' | 'pending' | 'attested' | 'confirmed';

/** One event of the chain of custody; never changed, never deleted. */
interface CustodyEventTable {
  item_id: string;
  /** 1, 2, 3 … within an item. */
  number: number;
  kind: CustodyEvent['kind'];
  /** RFC 8785 form of the event: the bytes that are hashed and signed. */
  event: string;
  /** 32 bytes. */
  sha256: Uint8Array;
  /** 64 bytes. */
  signature: Uint8Array;
}

/** What one authority says of the time of one event (RFC 3161). */
interface TimestampTable {
  item_id: string;
  number: number;
  authority: string;
  state: Generated<CaptureProof['stamps'][number]['state']>;
  /** Of the last attempt that brought none; kinds only, never what a server said. */
  reason: string | null;
  attempts: Generated<number>;
  next_at: Date;
  gen_time: Date | null;
  /** TimeStampResp, DER. */
  token: Uint8Array | null;
}

/** What one calendar says of the time of one event (OpenTimestamps). */
interface OpenTimestampsTable {
  item_id: string;
  number: number;
  calendar: string;
  state: Generated<ProofState>;
  /** Of the last attempt that brought nothing further; kinds only. */
  reason: string | null;
  attempts: Generated<number>;
  next_at: Date;
  /** Detached proof, version 1. */
  proof: Uint8Array | null;
  height: number | null;
  /** Hexadecimal, as people write it. */
  block_hash: string | null;
  block_time: Date | null;
  /** 80 bytes. */
  header: Uint8Array | null;
}

/** Whether the authority has signed an archive; what was signed is never changed. */
interface ArchiveSignatureTable {
  capture_id: string;
  item_id: string;
  /** `sha256:` and the hash of `datapackage.json`. */
  manifest: string;
  state: Generated<CaptureProof['signature']['state']>;
  /** Of the last attempt that brought none; kinds only. */
  reason: string | null;
  attempts: Generated<number>;
  next_at: Date;
  /** JSON. */
  signed_data: string | null;
  authority: string | null;
  gen_time: Date | null;
}

export interface ExportTable {
  number: Generated<number>;
  case_number: number;
  form: Generated<ExportForm>;
  /** JSON of the recipient as the register had it when it was asked. */
  recipient: string;
  purpose: string;
  reason: string;
  requested_by: string;
  requested_at: Date;
  settled_by: string | null;
  settled_at: Date | null;
  is_approved: boolean | null;
  handed_over_by: string | null;
  handed_over_at: Date | null;
  sealed_at: Date | null;
  /** SHA-512 of the tag manifest of the bundle: what its seal signs. */
  seal: Uint8Array | null;
}

interface ExportItemTable {
  export_number: number;
  /** 1 to 25. */
  place: number;
  item_id: string;
}

/** That an item which was handed over is called back. */
interface RecallTable {
  export_number: number;
  item_id: string;
  raised_at: Date;
  sent_by: string | null;
  sent_at: Date | null;
  acknowledged_by: string | null;
  acknowledged_at: Date | null;
}

export interface CustodyTables {
  'vigie.custody_events': CustodyEventTable;
  'vigie.timestamps': TimestampTable;
  'vigie.opentimestamps': OpenTimestampsTable;
  'vigie.archive_signatures': ArchiveSignatureTable;
  'vigie.exports': ExportTable;
  'vigie.export_items': ExportItemTable;
  'vigie.recalls': RecallTable;
}
