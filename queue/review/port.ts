import type {
  Actor,
  Assessment,
  ControlFeedback,
  Decision,
  Item,
  Judgment,
  Lane,
  Media,
  Outcome,
  ProtectReason,
  RecordedDoubt,
} from '../contracts/index.ts';
import type { Rest } from './exposure.ts';
import type { OwnQuestion } from './question-port.ts';

export type ItemSummary = Pick<
  Item,
  'id' | 'lane' | 'state' | 'language' | 'memberCount' | 'openedAt' | 'outcome'
> & {
  readonly sourceId: string;
};

/** What a reviewer sees before judging: the post and nothing that leaks score, rule, rank or another's judgment (HUM-02). */
export interface ItemContent extends ItemSummary {
  readonly text: string;
  readonly isCut: boolean;
  /** Whether retention took the text; `text` is then empty and nothing can be judged. */
  readonly isErased?: boolean;
  readonly media: readonly Media[];
  /** What the post stood in, where the place showed it; never which post it answers, whose key may name somebody. */
  readonly thread?: { readonly title: string | null; readonly isAnswer: boolean };
  readonly publishedAt: string | null;
  /** Where one of the item's posts was seen with several texts: each of them, oldest first. */
  readonly versions?: readonly PostVersion[];
  /** End of the claim, ISO 8601; `null` when nobody holds the item. */
  readonly leaseUntil: string | null;
  /** So long from now the claim lasts, ms: a page counts from when it hears this, whatever its clock. `null` unless mine. */
  readonly leaseMs: number | null;
  /** Whether the asking actor holds the claim. */
  readonly isMine: boolean;
  /** The claim's fencing token: a judgment names it, and is refused once somebody else has claimed. `null` unless mine. */
  readonly claim: number | null;
  /** So long from now until a judgment is taken, ms: a text is read before it is judged (HUM-08). `null` unless mine. */
  readonly waitMs: number | null;
  /** What the actor may do now; the interface offers these and no others. */
  readonly steps: readonly ReviewStep[];
  /** Present once the asking actor has judged, and when the item is closed: the explanation and all decisions so far. */
  readonly reveal: Reveal | null;
  /** Both judgments, for who settles a disagreement or an override; without score or rules. `null` for anybody else. */
  readonly judgments: readonly Decision[] | null;
  /** Whether an earlier call in the same words was judged and has ended, and this one waits for a judgment of its own. */
  readonly isAnotherCall?: boolean;
  /** Whether something of it is out that the actor may call back, although its text is gone here. */
  readonly mayCallBack?: boolean;
  /** Whether the asking actor may ask for the capture of its page; before a judgment nobody is told of one. */
  readonly hasCapture?: boolean;
  /** Opinions that the post is not what it seems, of a closed item; they change nothing about it. */
  readonly doubts?: readonly RecordedDoubt[];
  /** Whether the asking actor judged it, and may add one. */
  readonly mayDoubt?: boolean;
  /** What the asking actor asked colleagues about it, with their answers. */
  readonly questions?: readonly OwnQuestion[];
  /** Only of a control item, once the asking actor has concluded it: what was known of it (HUM-09). */
  readonly control?: ControlFeedback;
}

/** One text of an edited post. */
export interface PostVersion {
  readonly seenAt: string;
  /** Whether it is a text of this item. */
  readonly isHere: boolean;
  /** The item it came to; `null` for one that flagged nothing, and before the asking actor has judged. */
  readonly itemId: string | null;
}

export interface Reveal {
  readonly assessment: Assessment;
  readonly decisions: readonly Decision[];
}

export type ReviewStep =
  | 'claim'
  | 'release'
  | 'ask'
  | 'judge'
  | 'revise'
  | 'conclude'
  | 'undo'
  | 'protect'
  | 'approve'
  | 'refuse';

export type { Rest };

/** Of the lanes that the asking actor may enter; `null` of the others, which are not even counted (PRO-09). */
export interface QueueCounts {
  readonly review: number | null;
  readonly protect: number | null;
}

export interface ListQuery {
  readonly lane: Exclude<Lane, 'none'>;
  readonly language?: string | undefined;
  readonly show: 'open' | 'closed';
  /** Of closed items. */
  readonly outcome?: Outcome | undefined;
  /** At most 200. */
  readonly limit: number;
  /** Of closed items: where a page before this one ended. */
  readonly before?: PlaceInClosed | undefined;
}

/** The last row of a page of closed items. It names the item by its id and says nothing of it. The desk keeps moments to the ms. */
export interface PlaceInClosed {
  readonly judgedAt: string;
  readonly id: string;
}

/**
 * Everything the dashboard may do with items. Each step is one transaction with its log entry; a step that the state
 * machine does not allow throws `item.conflict` and changes nothing, a judgment before its time `item.too-early`; an
 * unknown item, and one that the actor may not see, throws `item.not-found`; what the actor's roles or trainings refuse
 * throws `request.forbidden`.
 */
export interface Desk {
  /** Open items of the lanes that the actor works in. */
  counts(actor: Actor): Promise<QueueCounts>;
  languages(actor: Actor, lane: ListQuery['lane']): Promise<{ language: string; open: number }[]>;
  /** Oldest first, never by score. Of the review lane's open items those that the actor was given, and no others. */
  list(actor: Actor, query: ListQuery): Promise<ItemSummary[]>;
  /** A page of closed items, latest first, and where the next begins; `null` where there are no more. */
  closed(
    actor: Actor,
    query: Omit<ListQuery, 'show'>,
  ): Promise<{ items: ItemSummary[]; older: PlaceInClosed | null }>;
  /** Offers that wait for oversight's word, since the rules took them for press, aid or the like; oldest first. */
  overrides(actor: Actor): Promise<ItemSummary[]>;
  /**
   * The post for a machine that translates it: logged before the text leaves the records.
   * @param to language it is to be put in
   */
  readForTranslation(actor: Actor, id: string, to: string): Promise<Pick<ItemContent, 'text' | 'language'>>;
  /**
   * Claims the next item of the lane that the actor may take, in a language they read: oldest hour first, random within
   * it, first and second reviews alike (HUM-10, HUM-12). `null`: none waits for them.
   */
  next(actor: Actor, lane: ListQuery['lane'], language?: string): Promise<ItemContent | null>;
  /** Whether the actor is to rest, or wants to: until then `next` gives nothing (WEL-02, WEL-05). */
  rest(actor: Actor): Promise<Rest | null>;
  /** Hands the actor nothing more until the end of their day, and gives back what they hold (WEL-05). */
  stop(actor: Actor, until: Date): Promise<void>;
  /** Goes on although they stopped for today. */
  goOn(actor: Actor): Promise<void>;
  view(actor: Actor, itemId: string): Promise<ItemContent>;
  /** Renews a claim, or takes up again what one was given last; in the protection lane any that waits, or whose judge left it. */
  claim(actor: Actor, itemId: string): Promise<ItemContent>;
  /** Gives an item back, whatever the reason: it costs nothing, and for today the actor does not get it again (WEL-04). */
  release(actor: Actor, itemId: string): Promise<void>;
  /**
   * Records a judgment: the first one, the blind second one, or the adjudicator's, as the item stands.
   * @param claim fencing token of the claim under which the post was read
   * @returns `null` when the judgment handed it to protection: then it is out of sight
   */
  judge(actor: Actor, itemId: string, judgment: Judgment, claim: number): Promise<ItemContent | null>;
  /** The one revision after the reveal, with a note that says why; both judgments are kept. */
  revise(actor: Actor, itemId: string, judgment: Judgment): Promise<ItemContent | null>;
  /** Keeps the first judgment after the reveal. */
  conclude(actor: Actor, itemId: string): Promise<ItemContent>;
  /**
   * Takes the actor's own first judgment back, up to `UNDO_MINUTES` after it and until somebody acted on it; the log keeps
   * both. It is the one change: what they judge next stands.
   */
  undo(actor: Actor, itemId: string): Promise<ItemContent>;
  /** Hands an item of any state to protection, for good (PRO-10). */
  protect(actor: Actor, itemId: string, reason: ProtectReason): Promise<void>;
  /** Calls back what is out of an item whose text is gone here, so that protection could read nothing; it stays where it is. */
  callBack(actor: Actor, itemId: string): Promise<ItemContent>;
  /**
   * Lets a text be tried by somebody who judges as well: not while they have a post to judge, nor the words of one that waits.
   * @throws AppError `item.too-early`
   */
  requireBlind(actor: Actor, text: string): Promise<void>;
  /** Oversight lets an offer stand that the rules take for press, aid or the like (PRO-06), or sends it to adjudication. */
  settle(actor: Actor, itemId: string, step: 'approve' | 'refuse', note: string): Promise<ItemContent>;
}

export { UNDO_MINUTES } from '../contracts/item.ts';
export const LEASE_MINUTES = 5;
