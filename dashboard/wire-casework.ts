import type { ContestSummary } from '../queue/contest/index.ts';
import type {
  CaptureView,
  ContestRuling,
  NoticeFile,
  NoticeLanguage,
  NoticeState,
  QUESTIONS,
  Recipient,
  TellingState,
} from '../queue/contracts/index.ts';
import type { NoticePreparation, NoticeSummary, NoticeView } from '../queue/notices/index.ts';
import type { CaseSummary, CaseView, OfferSummary, WaitingRequest } from '../queue/review/case-port.ts';
import type { ExportSummary } from '../queue/review/index.ts';
import type { WaitingQuestion } from '../queue/review/question-port.ts';
import type { TellingLetter, TellingSummary, TellingView } from '../queue/telling/index.ts';

export type { ContestSummary, OpenedContest } from '../queue/contest/index.ts';
export type { NoticePreparation, NoticeStep, NoticeSummary, NoticeView } from '../queue/notices/index.ts';
export type {
  CaseItem,
  CaseSummary,
  CaseView,
  OfferSummary,
  UnmaskedNames,
  WaitingRequest,
} from '../queue/review/case-port.ts';
export type { ExportSummary } from '../queue/review/index.ts';
export type { OwnQuestion, ReadQuestion, WaitingQuestion } from '../queue/review/question-port.ts';
export type { RecordedTelling, TellingLetter, TellingSummary, TellingView } from '../queue/telling/index.ts';

/** How the capture of an item's page stands; `null` for an item from before captures were made. */
export interface CaptureAnswer {
  readonly capture: CaptureView | null;
}

/** Questions of colleagues that the person may answer. */
export interface QuestionsView {
  readonly questions: readonly WaitingQuestion[];
  /** What each kind of question can be answered with. */
  readonly answers: typeof QUESTIONS;
}

export interface ContestsView {
  readonly contests: readonly ContestSummary[];
  /** One is chosen with each decision. */
  readonly reasons: Readonly<Record<ContestRuling['verdict'], readonly string[]>>;
}

export interface CasesView {
  readonly cases: readonly CaseSummary[];
  /** No case holds more. */
  readonly maxItems: number;
}

export interface OneCaseView {
  readonly case: CaseView;
  readonly maxItems: number;
  /** What a name may be asked for. */
  readonly purposes: readonly string[];
  /** What was, or is to be, handed over of it, the newest first. */
  readonly exports: readonly ExportSummary[];
  /** What platforms were, or are to be, told of its offers, the newest first; `null` where that is not the person's to read. */
  readonly notices: readonly NoticeSummary[] | null;
  /** Whom it may be handed over to, each with what for; nobody where the asking person may not ask. */
  readonly recipients: readonly Pick<Recipient, 'id' | 'name' | 'purposes'>[];
}

/** The outbox. */
export interface NoticesView {
  readonly notices: readonly NoticeSummary[];
  /** In the order in which a notice passes through them. */
  readonly states: readonly NoticeState[];
}

export interface OneNoticeView {
  readonly notice: NoticeView;
  readonly files: readonly NoticeFile[];
  readonly ways: readonly string[];
  readonly outcomes: readonly string[];
  readonly tellers: readonly string[];
}

export interface PreparationView extends NoticePreparation {
  /** A shorter explanation substantiates nothing, UTF-16 units. */
  readonly minGround: number;
}

/** Duties to tell whoever posted. */
export interface TellingsView {
  readonly tellings: readonly TellingSummary[];
  readonly states: readonly TellingState[];
}

export interface OneTellingView {
  readonly telling: TellingView;
  readonly grounds: readonly string[];
  readonly languages: readonly NoticeLanguage[];
  /** A shorter reason explains nothing, UTF-16 units. */
  readonly minReason: number;
}

export interface LettersView {
  readonly letters: readonly TellingLetter[];
}

/** A file that the browser keeps. */
export interface DownloadView {
  readonly name: string;
  readonly mediaType: string;
  readonly base64: string;
}

export interface OffersView {
  readonly offers: readonly OfferSummary[];
}

export interface WaitingView {
  readonly requests: readonly WaitingRequest[];
  /** For so long a name may be read once somebody agreed. */
  readonly minutes: number;
}
