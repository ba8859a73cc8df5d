import type { Generated } from 'kysely';

export interface CaseTable {
  number: Generated<number>;
  legal_reference: string;
  owner: string;
  opened_at: Date;
  closed_at: Date | null;
}

export interface CaseItemTable {
  case_number: number;
  /** 1 to 25. */
  place: number;
  item_id: string;
  added_at: Date;
}

export interface UnmaskingTable {
  id: Generated<number>;
  item_id: string;
  /** `null` for danger to life only. */
  case_number: number | null;
  purpose: string;
  /** Under the key of the item's post: it may name people, and goes with it. */
  sealed_justification: Uint8Array;
  /** The post under whose key it lies; the item may show another one since. `null` where that was not kept. */
  sealed_for: string | null;
  requested_by: string;
  requested_at: Date;
  settled_by: string | null;
  settled_at: Date | null;
  /** Until when the name may be read; `null` while nobody agreed, and when refused. */
  until: Date | null;
}
