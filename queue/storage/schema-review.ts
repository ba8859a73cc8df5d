import type { ColumnType, Generated } from 'kysely';
import type { KnownOutcome } from '../contracts/control.ts';
import type { CitedSpan, Outcome, Stage } from '../contracts/decision.ts';
import type { Item, ItemState } from '../contracts/item.ts';
import type { PersonCategory } from '../contracts/person.ts';

export interface ItemTable {
  id: string;
  lane: Item['lane'];
  state: ItemState;
  post_id: string;
  content_token: Uint8Array;
  source_id: string;
  language: string;
  opened_at: Date;
  /** When it came into its lane: opened there, opened again, or handed over. */
  entered_at: Generated<Date>;
  /** So many hours its turn comes before that of others opened with it; 0 to 24. */
  ahead_hours: Generated<number>;
  /** Its place among items of the same turn, 0 to 1; drawn when it is opened. */
  draw: Generated<number>;
  claimed_by: string | null;
  lease_until: Date | null;
  judged_by: string | null;
  judged_at: Date | null;
  outcome: Outcome | null;
  author_category: PersonCategory;
  /** Fencing token: how often the item was claimed. */
  claim_no: Generated<number>;
  /** When the post first came before the eyes of who holds it. */
  claimed_at: Date | null;
  /** The blind second judgment of an offer. */
  second_decision: number | null;
  /** The judgment that the outcome rests on. */
  concluding_decision: number | null;
}

export interface ItemMemberTable {
  post_id: string;
  item_id: string;
  joined_at: Date;
  /** What it had ended as before another call in the same words opened the item again; `null` of the others. */
  ended_as: Generated<Outcome | null>;
}

export interface DecisionTable {
  id: Generated<number>;
  item_id: string;
  /** Rows of before are not held to it, so who hands judgments on parses stage and outcome. */
  stage: Stage;
  outcome: Outcome;
  reason: string;
  sealed_note: Uint8Array | null;
  /** The post under whose key the note lies; the item may show another one since. `null` without a note, or where that was not kept. */
  sealed_for: Generated<string | null>;
  actor: string;
  decided_at: Date;
  undone_at: Date | null;
  elements: Generated<string[]>;
  spans: ColumnType<CitedSpan[], string | undefined, never>;
  dwell_ms: number | null;
  /** So long at least the text must be read, ms. */
  viewing_ms: number | null;
}

/** A question to a colleague on a post that is being judged; `item_id` is of an item or of a control item. */
export interface ItemQuestionTable {
  id: Generated<number>;
  item_id: string;
  kind: string;
  /** Under the key of the item's post, as the answer's words are. */
  sealed_words: Uint8Array | null;
  asked_by: string;
  asked_at: Date;
  /** Who read the post to answer: they judge nothing of it. */
  colleague: string | null;
  read_at: Date | null;
  answer: string | null;
  sealed_answer: Uint8Array | null;
  answered_at: Date | null;
}

/** What made somebody's judgments look as if posts were not read. */
export interface WatchAlarmTable {
  alarm_id: Generated<number>;
  account_id: string;
  raised_at: Date;
  signals: string[];
}

/** Until when somebody wants no more posts. */
export interface DayStopTable {
  account_id: string;
  until: Date;
}

/** Until when somebody does not want this post again. */
export interface SkipTable {
  account_id: string;
  item_id: string;
  until: Date;
}

/** What a control item shows, and what is known of it; the item itself lies in a table of the columns of `ItemTable`. */
export interface ControlTable {
  item_id: string;
  control_key: string;
  expected: KnownOutcome;
  expected_reason: string;
  explanation: string | null;
  wrapped_key: Uint8Array;
  sealed: Uint8Array;
  published_at: Date | null;
  assessment: string;
  ended_at: Date | null;
  is_right: boolean | null;
}

/** A doubt about the authenticity of a post, as somebody's opinion; never changed, never deleted. */
export interface DoubtTable {
  id: Generated<number>;
  item_id: string;
  kind: string;
  /** Under the key of the item's post. */
  sealed_grounds: Uint8Array;
  /** The post under whose key they lie; the item may show another one since. `null` where that was not kept. */
  sealed_for: string | null;
  recorded_by: string;
  recorded_at: Date;
}
