import type { Generated } from 'kysely';

/** One use of the stop control; in force while `resumed_at` is `null`. */
export interface StopTable {
  stop_id: Generated<number>;
  stopped_at: Date;
  stopped_by: string;
  reason: string;
  approved_at: Date | null;
  approved_by: string | null;
  resumed_at: Date | null;
  resumed_by: string | null;
}

/** Two people's word that the text of an item is kept beyond its retention, until a date. */
export interface LegalHoldTable {
  hold_id: Generated<number>;
  item_id: string;
  reason: string;
  requested_by: string;
  requested_at: Date;
  ends_at: Date;
  approved_by: string | null;
  approved_at: Date | null;
  lifted_by: string | null;
  lifted_at: Date | null;
  opened_at: Date;
}

/** What one log entry on an erasure commits to. */
export interface ErasureTable {
  entry_id: number;
  erased_at: Date;
  root: Uint8Array;
  post_ids: string[];
}

/** That a person at risk waits to be seen; over once the item has ended or its text is gone. */
export interface AlertTable {
  alert_id: Generated<number>;
  item_id: string;
  language: string;
  since: Date;
  step: Generated<number>;
  step_at: Date;
  /** When somebody first took its item up, and who. */
  taken_at: Generated<Date | null>;
  taken_by: Generated<string | null>;
  /** When it was over, and by whose judgment. */
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
}

/** One contact's turn of an alert: sent, or how far that has come. */
export interface AlertDeliveryTable {
  alert_id: number;
  step: number;
  contact: string;
  attempts: Generated<number>;
  held_until: Date | null;
  sent_at: Date | null;
  fault: string | null;
}
