import type { Accounts, SessionToken, SignedIn } from '../queue/accounts/index.ts';
import type { ContestDesk } from '../queue/contest/index.ts';
import type {
  AlertCounts,
  Assessment,
  ContestCounts,
  Recipient,
  StaffingGap,
} from '../queue/contracts/index.ts';
import type { Fairness } from '../queue/fairness/index.ts';
import type { Notices } from '../queue/notices/index.ts';
import type { Oversight } from '../queue/oversight/index.ts';
import type { ReportDuty } from '../queue/report/index.ts';
import type { Cases, Unmasking } from '../queue/review/case-port.ts';
import type { Captures, Doubts, Exports, Quality, Questions } from '../queue/review/index.ts';
import type { Desk } from '../queue/review/port.ts';
import type { Clock } from '../queue/runtime/clock.ts';
import type { KnownPosts } from '../queue/runtime/known-posts.ts';
import type { Logger } from '../queue/runtime/logger.ts';
import type { Policy } from '../queue/runtime/policy.ts';
import type { Coverage } from '../queue/sight/index.ts';
import type { Statistics } from '../queue/statistics/index.ts';
import type { TellingCounts, Tellings } from '../queue/telling/index.ts';
import type { IdentityProvider } from './auth/identity-provider.ts';
import type { LiveFeed } from './live/live-feed.ts';
import type { Translator } from './translator.ts';
import type { DryRun, HealthReport, RuleInfo, SourceHealth, StatusReport } from './wire.ts';
import type { AuthorisationDate, ReadRegistry } from './wire-oversight.ts';
import type { NamedThing, PacksOnText } from './wire-try.ts';

/** Everything the dashboard needs from the process that starts it; whoever builds a collaborator closes it. */
export interface DashboardContext {
  readonly desk: Desk;
  readonly quality: Quality;
  /** How rules and the team treat content of every kind. */
  readonly fairness: Fairness;
  /** The live rules that speak for an offer, by id. */
  readonly offerRules: readonly string[];
  /**
   * One of two people's word that a rule on hold speaks again. @returns whether it does: the other was there before
   * @throws AppError `hold.refused` where it is not held, by its author, and by one person twice
   */
  liftRule(act: { readonly rule: string; readonly actor: string; readonly reason: string }): Promise<boolean>;
  /** Where Vigie looks, what came, and where it would see nothing. */
  readonly coverage: Coverage;
  /** What the team lacks: people for a step, readers of a language. */
  gaps(): Promise<readonly StaffingGap[]>;
  readonly reviewPolicy: Policy['review'];
  readonly fairnessPolicy: Policy['fairness'];
  /** Posts with known answers to practise on; nothing of a practice is kept. */
  readonly practice: KnownPosts['practice'];
  readonly contests: ContestDesk;
  readonly cases: Cases;
  readonly names: Unmasking;
  readonly exports: Exports;
  /** Whom evidence may be handed over to. */
  readonly recipients: readonly Recipient[];
  /** The outbox of notices to platforms; it sends nothing. */
  readonly notices: Notices;
  /** Duties to tell whoever posted; it tells nobody. */
  readonly tellings: Tellings;
  /** How all of them stand. */
  tellingCounts(): Promise<TellingCounts>;
  alertCounts(): Promise<AlertCounts>;
  contestCounts(): Promise<ContestCounts>;
  /** Posts on which each rule could not be run, from the beginning. */
  ruleErrors(): Promise<Readonly<Record<string, number>>>;
  readonly questions: Questions;
  readonly doubts: Doubts;
  readonly oversight: Oversight;
  /** What there is to do about the dates of authorisations: those that do not count, and those that soon will not. */
  authorisations(): Promise<readonly AuthorisationDate[]>;
  /** The rules in force as the registry shows them. */
  registry(): Promise<ReadRegistry>;
  readonly captures: Captures;
  /** Whether the transparency report appears as regularly as the policy says. */
  reportDuty(): Promise<ReportDuty>;
  status(): Promise<StatusReport>;
  readonly statistics: Statistics;
  /** How each source has been doing, by id. */
  sources(): Promise<readonly SourceHealth[]>;
  /**
   * Reads the first pages of a source and stores nothing of them; the log says who asked for it.
   * @throws AppError `item.not-found` for a source that is not configured, `source.refused` for one that is switched off
   */
  trySource(id: string, actor: string): Promise<DryRun>;
  health(): Promise<HealthReport>;
  /**
   * What the release in force says about a rule, and where a language is named, about what it found in it; `undefined` for a rule that
   * it no longer holds.
   */
  rule(id: string, language?: string): RuleInfo | undefined;
  /** Languages whose words in the release in force a native reader has checked. */
  readonly checkedLanguages: readonly string[];
  /** Other languages that it has words of. */
  readonly uncheckedLanguages: readonly string[];
  /** Scores a text that somebody tries, with the rules in force; it is not kept. */
  assess(text: string): Promise<Assessment>;
  /** What such a text names. */
  namedIn(text: string): Promise<readonly NamedThing[]>;
  /** What only the packs on disk tell of it; it takes seconds where they were not read lately. */
  packsOn(text: string): Promise<PacksOnText>;
  /** The unit's own translation service, where there is one. */
  readonly translator: Translator | undefined;
  readonly accounts: Accounts;
  /** Who a session's token belongs to at this moment; without a token, nobody. */
  whoIs(token: SessionToken | undefined, options?: { readonly isUse: boolean }): Promise<SignedIn | null>;
  /** Tells open pages of changes. */
  readonly live: LiveFeed;
  /** Where people may sign in besides here; `undefined`: nowhere. */
  readonly identityProvider: IdentityProvider | undefined;
  readonly clock: Clock;
  /** Folder with the built interface (`index.html` and `assets/`). */
  readonly webDir: string;
  readonly logger: Logger;
  /** Where a proxy that ends TLS shows the dashboard, such as `https://vigie.example`; `undefined`: loopback only. */
  readonly publicOrigin: string | undefined;
  /** What a scraper of `/metrics` shows instead of a session. */
  readonly metricsToken: string | undefined;
  /** Whether the posts are fictional; the interface says so on every page. */
  readonly isDemo: boolean;
}
