import type { Assessment, Decision, Item, Judgment, Lane, Media } from '../contracts/index.ts';

export type ItemSummary = Pick<
  Item,
  'id' | 'lane' | 'state' | 'language' | 'memberCount' | 'openedAt' | 'outcome'
> & {
  readonly sourceId: string;
};

/** What a reviewer sees before judging: the post and nothing that leaks score, rule or rank (HUM-02). */
export interface ItemContent extends ItemSummary {
  readonly text: string;
  readonly isCut: boolean;
  /** Whether retention took the text; `text` is then empty and nothing can be judged. */
  readonly isErased?: boolean;
  readonly media: readonly Media[];
  /** What the post stood in, where the place showed it; never which post it answers, whose key may name somebody. */
  readonly thread?: { readonly title: string | null; readonly isAnswer: boolean };
  readonly publishedAt: string | null;
  /** End of the claim, ISO 8601; `null` when nobody holds the item. */
  readonly leaseUntil: string | null;
  /** Whether the asking actor holds the claim. */
  readonly isMine: boolean;
  /** What the actor may do now; the interface offers these and no others. */
  readonly steps: readonly ReviewStep[];
  /** Present once the asking actor has judged: the explanation and all decisions so far. */
  readonly reveal: Reveal | null;
}

export interface Reveal {
  readonly assessment: Assessment;
  readonly decisions: readonly Decision[];
}

export type ReviewStep = 'claim' | 'release' | 'judge' | 'revise' | 'conclude' | 'undo';

export interface QueueCounts {
  readonly review: number;
  readonly protect: number;
  readonly decided: number;
}

export interface ListQuery {
  readonly lane: Exclude<Lane, 'none'>;
  readonly language?: string | undefined;
  readonly show: 'open' | 'closed';
  /** At most 200. */
  readonly limit: number;
}

/**
 * Everything the dashboard may do with items. Each step is one transaction with its log entry; a step that the state
 * machine does not allow throws `item.conflict` and changes nothing; an unknown item throws `item.not-found`.
 */
export interface Desk {
  counts(): Promise<QueueCounts>;
  languages(lane: ListQuery['lane']): Promise<{ language: string; open: number }[]>;
  /** Oldest first, never by score. */
  list(query: ListQuery): Promise<ItemSummary[]>;
  /** Claims the next waiting item of the lane for the actor: oldest hour first, random within it. `null`: none waits. */
  next(actor: string, lane: ListQuery['lane'], language?: string): Promise<ItemContent | null>;
  view(actor: string, itemId: string): Promise<ItemContent>;
  claim(actor: string, itemId: string): Promise<ItemContent>;
  release(actor: string, itemId: string): Promise<void>;
  /** First judgment. Choosing `protect` also moves the item to the protection lane. Answers with the reveal. */
  judge(actor: string, itemId: string, judgment: Judgment): Promise<ItemContent>;
  /** The one revision after the reveal; both judgments are kept. Ends the item. */
  revise(actor: string, itemId: string, judgment: Judgment): Promise<ItemContent>;
  /** Keeps the first judgment after the reveal. Ends the item. */
  conclude(actor: string, itemId: string): Promise<ItemContent>;
  /** Takes the actor's own judgment back, up to `UNDO_MINUTES` after it; the log keeps both. */
  undo(actor: string, itemId: string): Promise<ItemContent>;
}

export const UNDO_MINUTES = 10;
export const LEASE_MINUTES = 5;
