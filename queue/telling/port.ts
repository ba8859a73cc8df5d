import type {
  Actor,
  NoticeLanguage,
  TellingOutcome,
  TellingState,
  TellingWord,
  ToldAct,
} from '../contracts/index.ts';
import type { Standing } from './standing.ts';

/** A duty to tell as a list shows it: no word of the post, and no address. */
export interface TellingSummary extends Standing {
  readonly number: number;
  readonly act: ToldAct;
  /** Of the export or the notice. */
  readonly actNumber: number;
  readonly caseNumber: number;
  readonly legalReference: string;
  /** Name of the recipient, or of the platform. */
  readonly to: string;
  readonly aroseAt: string;
  /** When what was done was withdrawn or called back; never why. */
  readonly withdrawnAt: string | null;
  readonly state: TellingState;
}

/** Something that was written down, with whose it is. */
export interface RecordedTelling {
  readonly number: number;
  readonly outcome: TellingOutcome;
  /** Whether what was done had been withdrawn by then. */
  readonly isOfWithdrawn: boolean;
  /** `null`: an account that is gone, or a word that nobody has given. */
  readonly recordedByName: string | null;
  readonly recordedAt: string;
  readonly isApproved: boolean | null;
  readonly settledByName: string | null;
  readonly settledAt: string | null;
}

export interface TellingView extends TellingSummary {
  readonly itemId: string;
  /** In the order in which it was written down. */
  readonly history: readonly RecordedTelling[];
  /** Whether whoever asks had a part in judging the post: then it is others who tell. */
  readonly isInvolved: boolean;
  /** Whether whoever asks may write anything down now. */
  readonly mayRecord: boolean;
  /** Whether whoever asks may be the second person. */
  readonly maySettle: boolean;
  /** The last day that a review may be put on, UTC. */
  readonly latestReview: string;
  /** The day on which the first of the addresses that its letters name is erased, UTC; `null` where they name none that has an end. */
  readonly addressUntil: string | null;
}

/** A draft of what whoever posted is told; a person checks it and brings it to them. */
export interface TellingLetter {
  readonly name: string;
  readonly text: string;
  /** How many posts it is for: more than one only where it names none, because their addresses are not known. */
  readonly posts: number;
}

/**
 * Duties to tell whoever posted what was done about it (Regulation (EU) 2024/1689, article 26(11); Directive (EU) 2016/680,
 * article 13). Each step is one transaction with its log entry. Nothing here tells anybody: a person does, and writes it down.
 */
export interface Tellings {
  /** All that are not done, the most urgent first; behind them at most 200 that are. */
  list(actor: Actor): Promise<TellingSummary[]>;
  /** @throws AppError `item.not-found` */
  view(actor: Actor, number: number): Promise<TellingView>;
  /**
   * One letter for each post with an address, so that nobody reads of somebody else's, and one for all copies without; that the post
   * was read is logged.
   */
  letters(actor: Actor, number: number, language: NoticeLanguage): Promise<TellingLetter[]>;
  /**
   * Writes down that they were told, or what puts it off, which counts once somebody else agreed.
   * @throws AppError `item.conflict` for a duty that is done, `input.invalid` for a day or a moment that cannot be
   */
  record(actor: Actor, number: number, outcome: TellingOutcome): Promise<void>;
  /** A second person's word. @throws AppError `item.conflict` for one's own, and for what does not wait */
  settle(actor: Actor, number: number, word: TellingWord): Promise<void>;
}
