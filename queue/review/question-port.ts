import type { Actor, Answer, Question, QuestionKind } from '../contracts/index.ts';

/** Somebody asks so often at most about one item: more is handing it over. */
export const MOST_QUESTIONS = 3;

/** What who asked sees of a question. Who answered is not told: it is the answer that counts. */
export interface OwnQuestion {
  readonly id: number;
  readonly kind: QuestionKind;
  readonly words: string | null;
  readonly askedAt: string;
  /** Whether somebody has read it; `null` once it is answered. */
  readonly isRead: boolean;
  readonly answer: { readonly answer: string; readonly words: string | null; readonly at: string } | null;
}

/** A question in the list of those that wait. */
export interface WaitingQuestion {
  readonly id: number;
  readonly kind: QuestionKind;
  readonly language: string;
  readonly askedAt: string;
  /** Whether the asking actor has read it, and owes the answer. */
  readonly isMine: boolean;
}

/** A question with the post it is about, and nothing else: no score, no judgment, no stage, nobody's name. */
export interface ReadQuestion extends WaitingQuestion {
  readonly words: string | null;
  readonly itemId: string;
  readonly text: string;
}

/**
 * Asking a colleague before a judgment, without spoiling the next one: whoever reads a question judges nothing of its
 * item afterwards. Only in the review lane; in protection nobody judges blindly, and people talk.
 */
export interface Questions {
  /**
   * Asks, as the holder of the claim, before judging.
   * @throws AppError `item.conflict` where nobody could answer and still leave who judges next, or it was asked enough
   */
  ask(actor: Actor, itemId: string, question: Question): Promise<void>;
  /** Those that the actor may answer, or has read; longest waiting first. */
  waiting(actor: Actor): Promise<WaitingQuestion[]>;
  /** Shows the question and the post, and takes the actor out of the item's review. */
  read(actor: Actor, id: number): Promise<ReadQuestion>;
  answer(actor: Actor, id: number, answer: Answer): Promise<void>;
}
