import type { Actor, ExportForm, ExportRequest, ExportState, Recipient } from '../contracts/index.ts';

/** An export as the page of its case shows it. */
export interface ExportSummary {
  readonly number: number;
  readonly caseNumber: number;
  readonly form: ExportForm;
  readonly recipientName: string;
  readonly purpose: string;
  readonly reason: string;
  readonly itemCount: number;
  readonly state: ExportState;
  /** `null`: the account is gone. */
  readonly requestedByName: string | null;
  readonly requestedAt: string;
  readonly settledByName: string | null;
  readonly settledAt: string | null;
  readonly handedOverAt: string | null;
  /** Items of it that were called back. */
  readonly recalled: number;
  /** Whether the asking person may say a word on it: somebody else asked, and they judged none of it. */
  readonly isMineToSettle: boolean;
}

/** An export that two people agreed on. */
export interface ApprovedExport {
  readonly number: number;
  readonly caseNumber: number;
  readonly legalReference: string;
  readonly recipient: Recipient;
  readonly purpose: string;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly approvedBy: string;
  readonly approvedAt: string;
  readonly items: readonly { readonly place: number; readonly itemId: string }[];
}

/** One that has passed on, of a bundle with its custody, and of which a file is written. */
export interface HandedOver extends ApprovedExport {
  readonly handedOverAt: string;
}

/**
 * Evidence that leaves the house: per case and recipient, by two people of whom neither judged any of it. Each step is one
 * transaction with its log entry. Nothing of the protection lane can be asked for (PRO-09); the records refuse it, too.
 */
export interface Exports {
  /** Exports of a case, the newest first; at most 200. */
  list(actor: Actor, caseNumber: number): Promise<ExportSummary[]>;
  /**
   * Asks for all offers of a case to be handed over. Each enters the chain of custody as examined for this case.
   * @returns the export's number
   * @throws AppError `item.conflict` for a closed or empty case, an item without a complete capture, one whose author's
   * category is unknown, or one that the actor judged; every item that stands in the way is named by its place
   * @throws AppError `export.refused` for a recipient that may not be given this
   */
  request(actor: Actor, request: ExportRequest, recipient: Recipient): Promise<number>;
  /**
   * The second person's word.
   * @throws AppError `item.conflict` for who asked, or judged any of it; `export.refused` where the register of recipients has no
   * entry any more that it can be approved for
   */
  settle(actor: Actor, number: number, word: 'approve' | 'refuse'): Promise<void>;
  /**
   * What would be passed on, for who has to know first whether there is anything; nothing is.
   * @throws AppError as `handOver` does
   */
  approved(actor: Actor, number: number, form: ExportForm): Promise<ApprovedExport>;
  /**
   * Passes on what was approved, and of a bundle the custody, once; called again before the bundle is sealed, it answers the same.
   * @throws AppError `item.conflict` unless approved, of another form, or where an item is no offer any more; `export.refused` as `settle` does
   */
  handOver(actor: Actor, number: number, form?: ExportForm): Promise<HandedOver>;
  /** Writes down what was written. @param seal SHA-512 of a bundle's tag manifest, or of a file of indicators, 64 bytes */
  seal(actor: Actor, number: number, seal: Uint8Array): Promise<void>;
}
