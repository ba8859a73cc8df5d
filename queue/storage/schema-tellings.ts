import type { Generated } from 'kysely';
import type { DELAY_GROUNDS, TellingOutcome, ToldAct } from '../contracts/telling.ts';

/** A duty to tell whoever posted what was done; never changed, never deleted. */
export interface TellingTable {
  number: Generated<number>;
  item_id: string;
  act: ToldAct;
  /** Of a bundle. */
  export_number: number | null;
  /** Which of its posts left with a bundle; `null` for anything else, and where nobody can tell any more. */
  post_id: string | null;
  /** Of anything else. */
  notice_number: number | null;
  arose_at: Date;
  /** A day, UTC. */
  due_on: string;
}

/** What was written down of it; rows are added, and only the second person's word comes later. */
export interface TellingOutcomeTable {
  telling_number: number;
  /** 1, 2, 3 … within a duty. */
  number: number;
  outcome: TellingOutcome['outcome'];
  told_at: Date | null;
  channel: string | null;
  ground: (typeof DELAY_GROUNDS)[number] | null;
  reason: string | null;
  legal_basis: string | null;
  /** A day, UTC. */
  review_on: string | null;
  /** Whether what was done had been withdrawn when it was written down. */
  is_of_withdrawn: boolean;
  recorded_by: string;
  recorded_at: Date;
  settled_by: string | null;
  settled_at: Date | null;
  is_approved: boolean | null;
}

/** The address of a post that a duty is about, as a keyed token: by it whoever was told is found when they contest. Kept as the duty is. */
export interface ToldAddressTable {
  telling_number: number;
  token: Uint8Array;
}

/** That a day was missed, once for each. */
export interface TellingAlarmTable {
  telling_number: number;
  /** The day that was missed, UTC. */
  due_on: string;
  raised_at: Date;
}

export interface TellingTables {
  'vigie.tellings': TellingTable;
  'vigie.told_addresses': ToldAddressTable;
  'vigie.telling_outcomes': TellingOutcomeTable;
  'vigie.telling_alarms': TellingAlarmTable;
}
