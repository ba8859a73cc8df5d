import type { ColumnType, Generated } from 'kysely';
import type { CaptureReason, CaptureState, StoredObject } from '../contracts/capture.ts';

/** The capture of one flagged post's page, for its item. */
export interface CaptureTable {
  id: string;
  item_id: string;
  post_id: string;
  state: CaptureState;
  reason: CaptureReason | null;
  attempts: Generated<number>;
  interrupted: Generated<number>;
  faults: Generated<number>;
  wanted_at: Date;
  /** When it is tried, or tried again. */
  next_at: Date;
  /** While a worker is at it: nobody else begins until then. */
  held_until: Date | null;
  ended_at: Date | null;
  objects: ColumnType<StoredObject[], string | undefined, string>;
  seen_until: Date | null;
  missed_at: Date | null;
  looks: Generated<number>;
  look_at: Date | null;
}

/** The name of an object in the store that no capture has, or not yet. */
export interface EvidenceLeavingTable {
  name: string;
  remove_at: Date;
  /** It may be gone from the store: no capture can be made of it any more. */
  given_up: Generated<boolean>;
  /** The store did not remove it when it was asked last. */
  is_refused: Generated<boolean>;
}
