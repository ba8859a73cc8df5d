import type { Kysely } from 'kysely';
import type {
  Actor,
  NoticeAnswer,
  NoticeConfirmation,
  NoticeContent,
  NoticeDraft,
  NoticeEdit,
  NoticeFile,
  NoticeKind,
  NoticeLanguage,
  NoticeOutcome,
  NoticeRegister,
  NoticeSending,
  NoticeState,
} from '../contracts/index.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import type { NoticeStep } from './steps.ts';

/** A notice as a list shows it: no word of the post, and no address. */
export interface NoticeSummary {
  readonly number: number;
  readonly caseNumber: number;
  readonly legalReference: string;
  readonly kind: NoticeKind;
  readonly language: NoticeLanguage;
  readonly platform: string;
  readonly state: NoticeState;
  readonly draftedAt: string;
  readonly sentAt: string | null;
  /** The newest thing that was told of it. */
  readonly lastOutcome: NoticeOutcome | null;
  /** Whether it was sent, is withdrawn, and the platform has to be told. */
  readonly isToCorrect: boolean;
  /** Withdrawn because its item was called back; who did that is told to nobody. */
  readonly isRecalled: boolean;
}

export interface ToldOutcome extends NoticeAnswer {
  readonly recordedAt: string;
}

export interface NoticeView extends NoticeSummary {
  readonly itemId: string;
  /** `null`: an account that is gone, or a step that nobody has taken. */
  readonly draftedByName: string | null;
  readonly confirmedByName: string | null;
  readonly confirmedAt: string | null;
  readonly exportedAt: string | null;
  readonly sentByName: string | null;
  readonly sentWay: string | null;
  readonly withdrawnAt: string | null;
  readonly correctedAt: string | null;
  readonly outcomes: readonly ToldOutcome[];
  /** What whoever asks may do now. */
  readonly steps: readonly NoticeStep[];
  /** Whose draft it is may not confirm it. */
  readonly isMine: boolean;
  /** What it says; `null` for who only oversees, and once its item is no offer any more or its text was erased. */
  readonly content: NoticeContent | null;
  /** Of the text as it is now, for who confirms it. */
  readonly digest: string;
}

/** What somebody is given to draft from. */
export interface NoticePreparation {
  readonly itemId: string;
  readonly addresses: readonly { readonly url: string; readonly platform: string | null }[];
  readonly excerpts: readonly string[];
  readonly provisions: readonly { readonly id: string; readonly en: string; readonly fr: string }[];
  /** Kinds that the authority may write. */
  readonly kinds: readonly NoticeKind[];
  /** Everything that stands in the way of any notice about it. */
  readonly faults: readonly string[];
}

/** A file to be sent, or filled into a form, by a person. */
export interface NoticeDownload {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * The outbox: notices to platforms, each drafted by one person and confirmed by another, neither of whom judged the item. Each step
 * is one transaction with its log entry. Nothing here sends anything: a person takes the file out, and says that they sent it.
 */
export interface Notices {
  /** `null`: the authority has no `notices.yml`, so nothing can be drafted. */
  readonly register: NoticeRegister | null;
  /** Every one that a platform is to be told of as withdrawn, then the newest 500 of the others. */
  list(actor: Actor, caseNumber?: number): Promise<NoticeSummary[]>;
  /** @throws AppError `item.not-found` */
  view(actor: Actor, number: number): Promise<NoticeView>;
  /** What can be told of an offer in a case. @throws AppError `item.not-found`, `notice.refused` */
  prepare(actor: Actor, caseNumber: number, itemId: string): Promise<NoticePreparation>;
  /** @returns the notice's number; @throws AppError `notice.refused` with everything that stands in the way */
  draft(actor: Actor, draft: NoticeDraft): Promise<number>;
  /** Writes it anew in place of the very text that was read, which undoes a confirmation; not once it was taken out. */
  edit(actor: Actor, number: number, edit: NoticeEdit): Promise<void>;
  /** The statement of good faith, on the very text that has this digest, by a second person with a name. */
  confirm(actor: Actor, number: number, confirmation: NoticeConfirmation): Promise<void>;
  /** Takes it out as a file. @throws AppError `browser.none` for a PDF where there is no browser */
  download(actor: Actor, number: number, file: NoticeFile): Promise<NoticeDownload>;
  /** That a person sent it; also after its withdrawal, where it had been taken out before. */
  send(actor: Actor, number: number, sending: NoticeSending): Promise<void>;
  answer(actor: Actor, number: number, answer: NoticeAnswer): Promise<void>;
  withdraw(actor: Actor, number: number): Promise<void>;
  /** The letter that tells a platform that what was sent is withdrawn; it names the notice and not the post. */
  correction(actor: Actor, number: number): Promise<NoticeDownload>;
  /** That a person told the platform. */
  correct(actor: Actor, number: number): Promise<void>;
}

/**
 * Prints a page as PDF; handed in, because a browser is nothing that notices know of.
 * @throws AppError `browser.none` where there is none
 */
export type PrintNotice = (html: string) => Promise<Uint8Array>;

export interface NoticeOptions {
  readonly db: Kysely<Schema>;
  readonly vault: Vault;
  readonly clock: Clock;
  /** `null` without `notices.yml`. */
  readonly register: NoticeRegister | null;
  readonly print: PrintNotice;
  /** Days after a notice was sent until which whoever posted is told. */
  readonly tellingDays?: number;
}
