import type { ContestRuling } from '../contracts/public-pages.ts';

/** Written by the public pages; see the migration for who may do what. */
export interface ContestTable {
  id: string;
  receipt_hash: Uint8Array;
  sealed: Uint8Array | null;
  received_on: Date;
  taken: boolean;
  item_id: string | null;
  state: 'received' | 'examined' | ContestRuling['verdict'];
  /** Who has read it. */
  examiners: string[];
  /** Of one that was opened beside another: the id of that one. */
  beside: string | null;
  decided_on: Date | null;
  reason: string | null;
  note_key: Uint8Array | null;
  note_sealed: Uint8Array | null;
  erased_on: Date | null;
}

export interface ReportTable {
  id: string;
  receipt_hash: Uint8Array;
  reply_recipient: string;
  sealed: Uint8Array | null;
  sealed_contact: Uint8Array | null;
  sealed_pictures: Uint8Array | null;
  distress: Uint8Array | null;
  received_on: Date;
  state: 'received' | 'read' | 'answered' | 'closed';
  answer: Uint8Array | null;
  answered_on: Date | null;
}
