import type {
  CollectedKind,
  CollectedPage,
  Source,
  SourceKind,
  WalkPlan,
} from '../../queue/contracts/index.ts';
import type { Clock } from '../../queue/runtime/clock.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import type { BrowserPool } from '../fetch/browser.ts';
import type { Gate } from '../fetch/gate.ts';
import type { Sleep } from '../fetch/politeness.ts';
import type { Robots } from '../fetch/robots.ts';
import type { Fetcher } from '../fetch/safe-fetch.ts';
import type { ConnectWebSocket } from '../fetch/web-socket.ts';
import type { ParsedPage, ParseJob } from './parse/parse-job.ts';
import type { SiteMarks } from './site-marks.ts';

/** The kinds that are read page by page. */
export type PagedKind = Exclude<CollectedKind, 'jetstream'>;
export type SourceOf<K extends SourceKind> = Extract<Source, { kind: K }>;

/** What it takes to ask for something under the gate. */
export type AskContext = Pick<CollectContext, 'fetcher' | 'gate' | 'signal'>;

/** What an adapter works with; everything that touches the outside comes from here. */
export interface CollectContext {
  readonly fetcher: Fetcher;
  /** A stream by the fetcher's dialer; the adapter closes it, and ends it when the signal does. */
  readonly connectWebSocket: ConnectWebSocket;
  readonly robots: Robots;
  readonly browser: BrowserPool;
  /** The round's gate; goes with every request. */
  readonly gate: Gate;
  readonly signal: AbortSignal | undefined;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Waits before a stream is opened again. */
  readonly sleep: Sleep;
  /** A stream that brings no message for this long has come to a standstill, in milliseconds. */
  readonly streamIdleMs: number;
  /** Where to begin and how far to go. */
  readonly plan: WalkPlan;
  /** What this round's good pages have in common with walls. */
  readonly siteMarks: SiteMarks;
  /** Takes the reason of each listed page that could not be had and ends no round. */
  readonly onPassedOver: (reason: string) => void;
  /**
   * Parses untrusted bytes in a thread with limits of its own.
   * @throws AppError `source.changed` when they cannot be parsed in time and memory, or are not what was expected, and
   * `source.blocked` when they are a captcha or a login wall.
   */
  readonly parse: (job: ParseJob) => Promise<ParsedPage>;
}

/** How one kind of public place becomes posts. */
export interface SourceAdapter<K extends CollectedKind = CollectedKind> {
  readonly kind: K;
  /** Yields page after page, newest first (a stream: oldest first), each post valid by the `CollectedPost` contract. */
  collect(source: SourceOf<K>, context: CollectContext): AsyncIterable<CollectedPage>;
  /**
   * Headers with the key of the authority's own registered application, for an official interface; that interface's terms
   * then stand in the place of robots.txt. Every request of a source carries them, a list's and a single post's.
   */
  credentialsOf?(source: SourceOf<K>, context: AskContext): Promise<Readonly<Record<string, string>>>;
}
