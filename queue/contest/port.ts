import type { Actor, ContestContent, ContestRuling } from '../contracts/index.ts';

/** A contest as it waits, without what was written. */
export interface ContestSummary {
  readonly id: string;
  readonly state: 'received' | 'examined';
  /** The day on which it came, such as 2027-01-31. */
  readonly receivedOn: string;
  /** The day by which it has to be decided. */
  readonly dueOn: string;
  readonly isOverdue: boolean;
  /** `null`: no post of that address is kept. */
  readonly itemId: string | null;
  /** Whether the asking person may decide it: they had no part in judging its item. */
  readonly isOpenToActor: boolean;
}

export interface OpenedContest extends ContestSummary {
  /** What was written; `null` where it cannot be opened: sealed to another key, or damaged. */
  readonly content: Omit<ContestContent, 'version'> | null;
}

/**
 * What people do with contests. Each step is one transaction with its log entry. A contest is for who reads the lane of
 * its item, adjudicators or protection; to anybody else it does not exist (PRO-09). That they took no part is checked in
 * the transaction.
 */
export interface ContestDesk {
  /** Undecided contests that are the actor's to see, those that wait longest first; at most 200. */
  openContests(actor: Actor): Promise<ContestSummary[]>;
  /**
   * Shows what was written, and tells the receipt that somebody looks at it.
   * @throws AppError `item.not-found`; `item.conflict` for somebody who had a part in judging the item, or once it is decided
   */
  examine(actor: Actor, id: string): Promise<OpenedContest>;
  /**
   * Ends a contest. Upheld, what is out of the item is called back, its texts are erased at once where they are there still, and the
   * log names the rules that were wrong.
   * @throws AppError `item.not-found`; `item.conflict` as above, where the actor has not examined it, or for upholding
   * one without an item; `input.invalid`
   */
  decideContest(actor: Actor, id: string, ruling: ContestRuling): Promise<void>;
}
