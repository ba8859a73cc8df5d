import type {
  Account,
  ForbiddenPair,
  LaneStates,
  Outcome,
  Role,
  RuleOnRecordText,
  SourceHealth,
  StaffingGap,
} from '../queue/contracts/index.ts';
import type { ItemContent, ItemSummary, QueueCounts, Rest } from '../queue/review/port.ts';

export type { DryRun, Identity, OwnAccount, SourceHealth, StatusReport } from '../queue/contracts/index.ts';

export interface SourcesView {
  readonly sources: readonly SourceHealth[];
}

export interface HealthReport {
  readonly live: boolean;
  readonly ready: boolean;
  /** Why it is not ready (or not live), and that work was stopped on purpose, in words for an operator. */
  readonly reasons: readonly string[];
}

/** What a reviewer may read about a rule once the explanation is shown. */
export interface RuleInfo extends RuleOnRecordText {
  /** Of an item: of the rule's wording, and of the words of the item's language, also where those of a neighbour of it were found. */
  readonly evidence: string;
}

/** What the interface asks for once, when it starts. */
export interface DeskSettings {
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly roles: readonly Role[];
    /** Whether none of the roles counts, because one person must not have them together. */
    readonly isConflicted: boolean;
  };
  readonly may: Permissions;
  readonly isDemo: boolean;
  /** Languages whose words in the rules a native reader has checked: in no other is anything attested that rests on words. */
  readonly checkedLanguages: readonly string[];
  /** Other languages that the rules have words of. */
  readonly uncheckedLanguages: readonly string[];
  readonly hasTranslator: boolean;
  readonly undoMinutes: number;
  readonly leaseMinutes: number;
  readonly reasons: Readonly<Record<Outcome, readonly string[]>>;
  /** What an offer is made of, by group; the first two groups are needed. */
  readonly elements: Readonly<Record<'act' | 'benefit' | 'aggravating', readonly string[]>>;
  /** A shorter note says nothing, UTF-16 units. */
  readonly minNoteLength: number;
  /** The same of why somebody asks to read a name. */
  readonly minJustification: number;
  /** Whom a reviewer can turn to. */
  readonly help: readonly string[];
}

/** What the person who is signed in may open. */
export interface Permissions {
  readonly review: boolean;
  readonly protect: boolean;
  readonly judgeReview: boolean;
  readonly judgeProtect: boolean;
  readonly closed: boolean;
  readonly contests: boolean;
  readonly cases: boolean;
  /** Answer requests to read a name. */
  readonly names: boolean;
  /** Sees the outbox of notices to platforms; drafts, confirms and takes out. */
  readonly notices: boolean;
  readonly writeNotices: boolean;
  /** Sees the duties to tell whoever posted. */
  readonly tellings: boolean;
  readonly breakGlass: boolean;
  readonly sources: boolean;
  readonly trySources: boolean;
  readonly status: boolean;
  readonly try: boolean;
  readonly people: boolean;
  readonly care: boolean;
  /** Answer colleagues' questions, and ask. */
  readonly questions: boolean;
  readonly quality: boolean;
  readonly fairness: boolean;
  readonly statistics: boolean;
  /** Sees how things stand and how anything was decided; the log; draws of past judgments. */
  readonly oversight: boolean;
  readonly log: boolean;
  readonly audits: boolean;
  /** Reads the registry of the rules. */
  readonly rules: boolean;
  /** Says the last word on an offer that the rules take for press, aid or the like. */
  readonly settle: boolean;
  readonly changePeople: boolean;
}

/** How one can sign in, for anybody who opens the address. */
export interface SignInOptions {
  /** Whether there is anybody who could; the first start prints a link that makes the first administrator. */
  readonly isSetUp: boolean;
  readonly isDemo: boolean;
  /** The identity provider's host, where people may sign in through one. */
  readonly provider: string | null;
  readonly demoPeople: readonly {
    readonly id: string;
    readonly name: string;
    readonly roles: readonly Role[];
  }[];
}

/** Where the browser goes to sign in at the identity provider. */
export interface ProviderView {
  readonly address: string;
}

/** Whom a one-time link is for; `null`: the first administrator, who chooses a name. */
export type JoinView = { readonly name: string; readonly roles: readonly Role[] } | null;

/** An authenticator's secret, in letters and as rows of squares. */
export interface TotpView {
  readonly enrolment: string;
  readonly secret: string;
  readonly picture: readonly string[];
}

export interface Joined {
  /** Shown this once. */
  readonly recoveryCodes: readonly string[];
}

/** A passkey to make or to use; `options` are WebAuthn's own JSON, which the browser parses. */
export interface PasskeyCreation {
  readonly ceremony: string;
  readonly options: object;
}

export interface PasskeyRequest {
  readonly ceremony: string;
  readonly options: object;
}

export interface PeopleView {
  /** The identity provider's host, where there is one. */
  readonly provider: string | null;
  readonly people: readonly Account[];
  readonly gaps: readonly (StaffingGap & { readonly isOverdue: boolean })[];
  readonly roles: readonly Role[];
  readonly forbidden: readonly ForbiddenPair[];
}

/** A one-time link's token; the interface makes the address, whose fragment reaches no server. */
export interface InviteView {
  readonly token: string;
  readonly expiresAt: string;
}

/** A post as a machine puts it. */
export interface TranslationView {
  readonly text: string;
  readonly to: string;
  /** Whether only the beginning was translated. */
  readonly isCut: boolean;
}

export interface QueueView {
  readonly counts: QueueCounts & {
    /** Questions of colleagues that the person may answer. */
    readonly questions: number;
  };
  readonly languages: readonly { readonly language: string; readonly open: number }[];
  readonly items: readonly ItemSummary[];
  /** What `before` asks for the page behind this one with; `null` on the last, and of open items. */
  readonly older: string | null;
  /** Languages of this lane that nobody reads who may be given an item. */
  readonly unread: readonly UnreadLanguage[];
}

/** Items that wait for a reader of a language. */
export interface UnreadLanguage {
  readonly language: string;
  readonly open: number;
  readonly since: string;
  /** Whether they wait for longer than the policy allows. */
  readonly isOverdue: boolean;
}

/** How the lanes stand that the person may read; an event of `/api/live`. */
export type LiveLanes = Partial<LaneStates>;

/** An item as the interface gets it: `rules` is empty until the asking actor has judged. */
export interface ItemView extends ItemContent {
  readonly rules: Readonly<Record<string, RuleInfo>>;
}

/** Posts to practise on, in languages that the person reads, without their answers. */
export interface PracticeView {
  readonly posts: readonly { readonly key: string; readonly language: string; readonly text: string }[];
}

/** Whether the person rests, and why. */
export interface CareView {
  readonly rest: Rest | null;
}

/** `null`: none waits, or the step has moved the item out of the person's sight. */
export interface NextView {
  readonly item: ItemView | null;
  /** Why nothing is handed out for a while, for the person's own sake. */
  readonly rest?: Rest | null;
}

/** One thing wrong with a request. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** RFC 9457 problem details. */
export interface Problem {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly faults?: readonly Fault[];
  /** Asked again after so many ms it may be taken. */
  readonly waitMs?: number;
  /** Given for failures on our side: the same reference stands in the process log. */
  readonly reference?: string;
}
