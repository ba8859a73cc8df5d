import type {
  Actor,
  BreakGlass,
  CaseRequest,
  DoubtKind,
  Identity,
  UnmaskingRequest,
} from '../contracts/index.ts';

/** Once somebody else agreed, a name may be read for so long. */
export const UNMASKED_MINUTES = 15;

export interface CaseSummary {
  readonly number: number;
  readonly legalReference: string;
  /** `null`: the account is gone. */
  readonly ownerName: string | null;
  readonly isMine: boolean;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly itemCount: number;
}

/** A request of the asking person to read who wrote an offer. */
export interface NameRequest {
  readonly purpose: string;
  readonly requestedAt: string;
  /**
   * `open`: somebody agreed, and it can be read; `over`: that time has passed; `lapsed`: nobody can answer it any more, since its
   * case was closed, or its reasons went with the post that they were written about.
   */
  readonly state: 'waiting' | 'lapsed' | 'refused' | 'open' | 'over';
  /** How long it can still be read, ms; 0 where it cannot. */
  readonly leftMs: number;
}

export interface CaseItem {
  readonly place: number;
  readonly addedAt: string;
  /** `null`: it is no offer any more, or out of sight. */
  readonly offer: {
    readonly id: string;
    readonly language: string;
    readonly sourceId: string;
    /** What it is doubted to be, each once; the opinions themselves are with the item. */
    readonly doubts: readonly DoubtKind[];
  } | null;
  /** The asking person's last one for it in this case. */
  readonly request: NameRequest | null;
}

export interface CaseView extends CaseSummary {
  readonly items: readonly CaseItem[];
}

/** An offer that could be put into a case. */
export interface OfferSummary {
  readonly id: string;
  readonly language: string;
  readonly sourceId: string;
  readonly judgedAt: string | null;
}

/** Matters that items are put together for. Each step is one transaction with its log entry. */
export interface Cases {
  /** Cases of everybody; at most 200. */
  list(actor: Actor): Promise<CaseSummary[]>;
  /** @throws AppError `item.not-found` */
  view(actor: Actor, caseNumber: number): Promise<CaseView>;
  /** Closed offers that lie in no case yet; at most 200. */
  offers(actor: Actor): Promise<OfferSummary[]>;
  /** @returns the case's number */
  open(actor: Actor, request: CaseRequest): Promise<number>;
  /**
   * Puts an item that ended as an offer into a case of one's own; putting it in twice changes nothing.
   * @throws AppError `item.conflict` for another's case, a closed one, a full one, or an item that is no offer
   */
  add(actor: Actor, caseNumber: number, itemId: string): Promise<void>;
  close(actor: Actor, caseNumber: number): Promise<void>;
}

/** A request that waits for somebody who holds keys. Of the post it shows nothing but what its requester wrote. */
export interface WaitingRequest {
  readonly id: number;
  readonly caseNumber: number;
  readonly legalReference: string;
  readonly purpose: string;
  readonly justification: string;
  readonly requesterName: string | null;
  readonly requestedAt: string;
  /** Whose own request it is may not answer it. */
  readonly isMine: boolean;
}

export interface UnmaskedNames {
  readonly identities: readonly Identity[];
  /** From now until they must be out of sight, ms. */
  readonly leftMs: number;
}

/**
 * Who wrote a post is sealed with it. It is read for a case and a purpose, on the word of somebody who holds keys and no
 * posts, for 15 minutes, and each reading is logged (ACC-02). There is no list of names and no way to ask for many.
 */
export interface Unmasking {
  /** @returns the request's number */
  request(actor: Actor, request: UnmaskingRequest): Promise<number>;
  /** Requests that nobody has answered, the oldest first; at most 200. */
  waiting(actor: Actor): Promise<WaitingRequest[]>;
  /** A second person's word. */
  settle(actor: Actor, id: number, word: 'approve' | 'refuse'): Promise<void>;
  /** @throws AppError `request.forbidden` when no request of the actor is in force */
  read(actor: Actor, itemId: string): Promise<UnmaskedNames>;
  /** In danger to life protection reads at once, and oversight is told at once: the entry is of a kind of its own (ACC-08). */
  breakGlass(actor: Actor, request: BreakGlass): Promise<readonly Identity[]>;
}
