import type { Actor } from '../contracts/account.ts';
import type { Figure, Month, MonthHiring } from '../contracts/figure.ts';
import type { BudgetState, ReleaseRequest, ReleaseState } from '../contracts/statistics.ts';

/** What whoever studies the phenomenon, or watches over that, asks for. */
export interface Statistics {
  /** The counters of these months, for people inside; what may go out is a release. */
  figures(months: { readonly first: Month; readonly last: Month }): Promise<readonly Figure[]>;
  /** Of each of these months, how many of its offers hire carriers, for the same people. */
  hiring(months: { readonly first: Month; readonly last: Month }): Promise<readonly MonthHiring[]>;
  /** Newest first. */
  releases(): Promise<readonly ReleaseState[]>;
  /** Of the last twelve months that are over. */
  budgets(): Promise<readonly BudgetState[]>;
  /**
   * Asks for a release; somebody else decides.
   * @returns its number
   * @throws AppError `statistics.refused` for what could be told from other releases, or is beyond the budget
   */
  request(actor: Actor, request: ReleaseRequest): Promise<number>;
  /**
   * The second person's word. A release with noise spends its part of the budget in the same transaction.
   * @throws AppError `statistics.refused` for who asked, for one that is decided, or when the budget is spent
   */
  decide(actor: Actor, id: number, word: 'release' | 'refuse'): Promise<void>;
  /** Says in public what turned out wrong with a release. @throws AppError `statistics.refused` */
  correct(actor: Actor, id: number, note: string): Promise<void>;
  /**
   * The file of a release, made anew from what it was made of; of one that waits, what it would be (without its noise it is
   * not to be had).
   * @throws AppError `statistics.refused`, and `log.inconsistent` when the bytes are not those that were released
   */
  file(actor: Actor, id: number): Promise<Buffer>;
}
