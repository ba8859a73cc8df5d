import type { Assessment } from '../../queue/contracts/index.ts';
import type { Clock } from '../../queue/runtime/clock.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import type { PublicConfig } from './public-config.ts';
import type { PublishedReport } from './published.ts';

/** A row of the records that one receipt opens. */
export interface ReceiptFound {
  readonly kind: 'contest' | 'report';
  readonly state: string;
  readonly changedOn: string | null;
  readonly answer: Uint8Array | null;
}

/** What the public pages may do with the records: add, and ask what one receipt may learn. */
export interface PublicStore {
  facts(): Promise<{ readonly receiptSalt: Uint8Array; readonly intakeRecipient: string }>;
  /** @returns whether it is new */
  addContest(one: { id: string; receiptHash: Uint8Array; sealed: Uint8Array }): Promise<boolean>;
  /** @returns whether it is new */
  addReport(one: {
    id: string;
    receiptHash: Uint8Array;
    replyRecipient: string;
    sealed: Uint8Array | null;
    sealedContact: Uint8Array | null;
    sealedPictures: Uint8Array | null;
    distress: Uint8Array | null;
  }): Promise<boolean>;
  receipt(hash: Uint8Array): Promise<ReceiptFound | undefined>;
}

export interface PublicContext {
  readonly store: PublicStore;
  readonly config: PublicConfig;
  readonly keys: { readonly reports: string; readonly contact: string };
  /** Transparency reports that two people published, the latest first. */
  readonly published: readonly PublishedReport[];
  /** How the rules in force read a text; asked in memory, and kept only where somebody is at risk. */
  assess(text: string): Assessment;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly isDemo: boolean;
}
