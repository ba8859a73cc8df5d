import {
  type CollectedKind,
  type CollectedPage,
  type HostTurns,
  NAMED_IN_TEXT,
  type RobotsRecord,
  type Source,
  type WalkPlan,
} from '../../queue/contracts/index.ts';
import type { Clock } from '../../queue/runtime/clock.ts';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { BrowserPool } from '../fetch/browser.ts';
import { type CapturedPage, capturePage } from '../fetch/capture-page.ts';
import type { BrowserInfo } from '../fetch/find-browser.ts';
import type { ResolveHost } from '../fetch/guarded-connector.ts';
import { type Sleep, systemSleep } from '../fetch/politeness.ts';
import { createRobots } from '../fetch/robots.ts';
import { createFetcher } from '../fetch/safe-fetch.ts';
import { refused } from '../fetch/source-faults.ts';
import { NO_ASSESSMENTS } from '../rights/assessment-standing.ts';
import { askForPage, askForPost, type CapturedAnswer } from './ask-for-post.ts';
import { decideRound, type Grounds, type Refusal } from './decide-request.ts';
import { type Wall, wallSelector } from './parse/find-wall.ts';
import type { ParseJob } from './parse/parse-job.ts';
import { ParsePool, type ParsePoolOptions } from './parse/parse-pool.ts';
import { collectBy } from './registry.ts';
import { SiteMarks } from './site-marks.ts';
import type { CollectContext, SourceOf } from './source-adapter.ts';
import { createSourceGate, type GateNotes } from './source-gate.ts';

export type { BrowserInfo, BrowserOrigin } from '../fetch/find-browser.ts';
export { type AuthorisationNotice, authorisationNotices } from './authorisation-notices.ts';
export { describeGap } from './decide-request.ts';
export { type LoadedSources, type LocatedSource, loadSources, type SourceFault } from './load-sources.ts';
export { sourceJsonSchema } from './source-json-schema.ts';

const PRODUCT_TOKEN = 'Vigie';
const DEFAULT_MIN_DELAY_MS = 2_000;
const DEFAULT_STREAM_IDLE_MS = 15_000;

export interface CollectorOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * How the installation's assessments stand; `demo`: none are needed, and nothing but loopback is asked.
   * A function where they are read anew while the process runs; it is asked at the start of each round.
   * @defaultValue none was read: nothing is fetched
   */
  readonly assessments?: Grounds['assessments'] | (() => Grounds['assessments']);
  /** Ports on loopback that this very process opened: those of the demo's web, and of tests. @defaultValue none */
  readonly loopbackPorts?: ReadonlySet<number>;
  /** Pause between two requests to one host, in milliseconds. @defaultValue 2,000 */
  readonly minDelayMs?: number;
  /** Whose turn it is at each host, for all workers together. @defaultValue turns of this process alone */
  readonly turns?: HostTurns | undefined;
  /** How to reach the operator, put into the user agent: an address or a page. */
  readonly contact?: string | undefined;
  /** A Chromium to try first. */
  readonly chromiumPath?: string | undefined;
  /** Where the bundled Chromium is unpacked. @defaultValue `~/.cache/vigie` */
  readonly cacheFolder?: string | undefined;
  /** For one fetched page, in milliseconds. @defaultValue 30,000 */
  readonly fetchDeadlineMs?: number;
  /** For one rendered page, in milliseconds. @defaultValue 45,000 */
  readonly pageDeadlineMs?: number;
  /** A stream without a message for this long has come to a standstill, in milliseconds. @defaultValue 15,000 */
  readonly streamIdleMs?: number;
  /** Replaced in tests. */
  readonly resolve?: ResolveHost;
  readonly sleep?: Sleep;
  readonly parsing?: ParsePoolOptions;
}

export interface CollectOptions extends GateNotes {
  readonly signal?: AbortSignal | undefined;
  readonly plan?: WalkPlan;
  /** Takes the reason of each listed page that could not be had while others came. */
  readonly onPassedOver?: (reason: string) => void;
}

export interface CaptureOptions extends GateNotes {
  readonly signal?: AbortSignal | undefined;
}

export interface Collector {
  /** What keeps the source from being collected now, or `null`. */
  refusalOf(source: Source): Refusal | null;
  /**
   * One walk through a source's pages, newest first. Nothing is remembered here: the plan says where to begin, and the
   * caller drops what it has seen by key, and stops when it has seen enough.
   * @throws AppError `source.unreachable`, `source.blocked`, `source.changed`, `source.refused` or `browser.none`.
   */
  collect(source: Source, options?: CollectOptions): AsyncIterable<CollectedPage>;
  /**
   * Opens the page of one post as a reader would and keeps all that came of it, under the gate, turns and robots rules that
   * the source is collected under.
   * @param text by which the post is found on its page
   * @throws AppError as `collect` does
   */
  capturePage(source: Source, url: string, text: string, options?: CaptureOptions): Promise<CapturedPage>;
  /**
   * Asks a source that is an interface for one post, in the same way and with its own key where it has one; or for the
   * page of one post, without a browser.
   * @throws AppError as `collect` does; `source.changed` (reason `gone`) when the answer holds no post any more
   */
  captureAnswer(
    source: Source,
    address: { readonly kind: 'page' | 'answer'; readonly url: string },
    options?: CaptureOptions,
  ): Promise<CapturedAnswer>;
  /** What the collector calls itself at every host. */
  readonly userAgent: string;
  /** What the host's robots.txt says about an address; `undefined` while it was not asked for. */
  robots(url: string): RobotsRecord | undefined;
  /** The browser that rendered sources get, or `null` when there is none; starts it once to be sure. */
  browser(): Promise<BrowserInfo | null>;
  /** Ends sockets, threads and browsers. */
  close(): Promise<void>;
}

/** The door of this folder: everything a process needs to collect. Who creates a collector closes it. */
export function createCollector(options: CollectorOptions): Collector {
  const { clock, logger } = options;
  const contact = options.contact === undefined ? '' : `; +${options.contact}`;
  const userAgent = `Mozilla/5.0 (compatible; ${PRODUCT_TOKEN}/0.1${contact})`;
  const fetcher = createFetcher({
    loopbackPorts: options.loopbackPorts ?? new Set(),
    minDelayMs: options.minDelayMs ?? DEFAULT_MIN_DELAY_MS,
    clock,
    logger,
    turns: options.turns,
    userAgent,
    deadlineMs: options.fetchDeadlineMs,
    resolve: options.resolve,
    sleep: options.sleep,
  });
  const robots = createRobots(fetcher, clock, PRODUCT_TOKEN);
  const parsing = new ParsePool({
    onThreadLost: (error) => logger.error({ reason: messageOf(error) }, 'a parse thread could not start'),
    ...options.parsing,
  });
  const { cacheFolder, pageDeadlineMs } = options;
  const browser = new BrowserPool({
    configuredPath: options.chromiumPath,
    cacheFolder,
    pageDeadlineMs,
    fetcher,
    robots,
    clock,
    logger,
  });

  const { assessments = NO_ASSESSMENTS } = options;
  const groundsOf = (source: Source): Grounds => ({
    source,
    assessments: typeof assessments === 'function' ? assessments() : assessments,
  });
  const refusalOf = (source: Source) => decideRound(groundsOf(source), clock.now());

  // By source: what its last good page carries that elsewhere tells a wall, such as a log-in box in its header.
  const carried = new Map<string, readonly Wall[]>();

  const gateOf = (source: Source, notes: GateNotes) => createSourceGate(groundsOf(source), clock, notes);

  return {
    refusalOf,
    userAgent,
    async capturePage(source, url, text, { signal, ...notes } = {}) {
      requireRound(source, refusalOf(source));
      const gate = gateOf(source, notes);
      return await capturePage(browser, url, {
        ...{ gate, signal, text },
        wallSelector: wallSelector(carried.get(source.id) ?? []),
        covered: NAMED_IN_TEXT.source,
      });
    },
    async captureAnswer(source, { kind, url }, { signal, ...notes } = {}) {
      const collected = requireRound(source, refusalOf(source));
      const parse = (job: ParseJob) => parsing.parse(job, signal);
      const asking = { fetcher, robots, gate: gateOf(source, notes), signal, parse };
      return await (kind === 'page' ? askForPage : askForPost)(collected, url, asking);
    },
    collect(source, { signal, plan = {}, onPassedOver = () => undefined, ...notes } = {}) {
      return collectWith(source, refusalOf(source), {
        plan,
        onPassedOver,
        siteMarks: new SiteMarks((marks) => void carried.set(source.id, marks)),
        fetcher,
        connectWebSocket: fetcher.connectWebSocket,
        robots,
        browser,
        gate: gateOf(source, notes),
        signal,
        logger,
        clock,
        sleep: options.sleep ?? systemSleep,
        streamIdleMs: options.streamIdleMs ?? DEFAULT_STREAM_IDLE_MS,
        parse: (job) => parsing.parse(job, signal),
      });
    },
    robots: (url) => robots.recordOf(url),
    async browser() {
      try {
        return await browser.find();
      } catch (error) {
        if (error instanceof AppError && error.code === 'browser.none') return null;
        throw error;
      }
    },
    async close() {
      await Promise.all([browser.close(), parsing.close(), fetcher.close()]);
    },
  };
}

/** The decision is also taken at the start of a round, whoever calls: a "no" ends it before the first byte. */
async function* collectWith(
  source: Source,
  refusal: Refusal | null,
  context: CollectContext,
): AsyncGenerator<CollectedPage> {
  yield* collectBy(requireRound(source, refusal), context);
}

/** @throws AppError `source.refused`; always for an import, which no refusal is missing of */
function requireRound(source: Source, refusal: Refusal | null): SourceOf<CollectedKind> {
  if (refusal !== null) throw refused(refusal.message, { reason: refusal.reason, source: source.id });
  if (source.kind === 'import')
    throw new TypeError(`expected a refusal of the import "${source.id}", found none`);
  return source;
}
