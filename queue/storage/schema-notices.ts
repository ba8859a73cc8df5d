import type { Generated } from 'kysely';
import type {
  NoticeKind,
  NoticeLanguage,
  NoticeOutcome,
  OUTCOME_TELLERS,
  SENDING_WAYS,
} from '../contracts/notice.ts';

/** A notice to a platform. What it says is sealed under the key of its item's post. */
export interface NoticeTable {
  number: Generated<number>;
  case_number: number;
  item_id: string;
  kind: NoticeKind;
  language: NoticeLanguage;
  /** Name of the platform. */
  platform: string;
  /** JSON of `NoticeContent`. */
  sealed: Uint8Array;
  /** The post under whose key it lies; the item may show another one since. `null` where that was not kept. */
  sealed_for: string | null;
  /** SHA-256 of `sealed`: what was confirmed is what goes out. */
  digest: Uint8Array;
  drafted_by: string;
  drafted_at: Date;
  confirmed_by: string | null;
  confirmed_at: Date | null;
  confirmed_digest: Uint8Array | null;
  exported_by: string | null;
  exported_at: Date | null;
  sent_by: string | null;
  sent_at: Date | null;
  sent_way: (typeof SENDING_WAYS)[number] | null;
  withdrawn_by: string | null;
  withdrawn_at: Date | null;
  /** Whether it was withdrawn because its item was called back, and not by somebody's wish. */
  is_recalled: Generated<boolean>;
  /** Who told the platform that a notice which was sent is withdrawn. */
  corrected_by: string | null;
  corrected_at: Date | null;
}

/** What became of it; rows are added and never changed. */
export interface NoticeOutcomeTable {
  notice_number: number;
  /** 1, 2, 3 … within a notice. */
  number: number;
  outcome: NoticeOutcome;
  told_by: (typeof OUTCOME_TELLERS)[number];
  told_at: Date;
  recorded_by: string;
  recorded_at: Date;
}

/** The address of a post that a notice which was taken out is about, as a keyed token: by it whoever posted is found when they contest. */
export interface NoticeAddressTable {
  notice_number: number;
  token: Uint8Array;
}

export interface NoticeTables {
  'vigie.notices': NoticeTable;
  'vigie.notice_outcomes': NoticeOutcomeTable;
  'vigie.notice_addresses': NoticeAddressTable;
}
