import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import type { RobotsRecord } from '../../queue/contracts/index.ts';
import type { Clock } from '../../queue/runtime/clock.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { answerRequests, type PartsWanted } from './answer-requests.ts';
import { BrowserFleet, type Lease } from './browser-fleet.ts';
import { type BrowserInfo, type FindBrowserOptions, type FoundBrowser, findBrowser } from './find-browser.ts';
import type { Gate } from './gate.ts';
import type { Robots } from './robots.ts';
import type { FetchedAnswer, Fetcher } from './safe-fetch.ts';
import { allowanceFor, type MoreSteps, type ShownPage, showPage } from './show-page.ts';
import { Slots } from './slots.ts';
import { unreachable } from './source-faults.ts';

const DEFAULT_DEADLINE_MS = 45_000;
/** Pages shown side by side: each takes some 100 MB. */
const SHOWN_AT_ONCE = 2;
/** A context closes within 100 ms; one that does not by then is left to its browser, which is then taken out of use. */
const CLOSE_PATIENCE_MS = 5_000;

export interface BrowserPoolOptions extends Omit<FindBrowserOptions, 'logger'> {
  readonly fetcher: Fetcher;
  readonly robots: Pick<Robots, 'check' | 'checkKnown'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** For one page after its document was fetched, without further steps, in milliseconds. @defaultValue 45,000 */
  readonly pageDeadlineMs?: number | undefined;
}

export interface RenderRequest {
  /** Asked about the page and about each of its parts. */
  readonly gate: Gate;
  /** The page is ready when this selector matches; when it never does, the page as it then is is returned. */
  readonly waitFor: string;
  /** How to bring the page to show more of what `waitFor` matches. */
  readonly more?: MoreSteps | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface RenderedPage extends ShownPage {
  /** What robots.txt said about the address that was asked for. */
  readonly robots: RobotsRecord;
}

/** What is done with a page that was opened under every guard. */
export interface Visit<T> {
  /** Asked about the page and about each of its parts. */
  readonly gate: Gate;
  readonly signal?: AbortSignal | undefined;
  /** For steps of its own beyond the page's deadline, in milliseconds. */
  readonly allowanceMs?: number;
  readonly context?: BrowserContextOptions;
  /** @defaultValue scripts, styles and data, which a page needs to show its text */
  readonly parts?: PartsWanted;
  /**
   * Called for each browser that the page is shown in: a second one when the first has ended under it.
   * @param pace from now on what the page asks for takes turns of its own at the host
   */
  look(context: BrowserContext, page: VisitedPage, pace: () => void): Promise<T>;
}

export interface VisitedPage {
  /** The document as it was fetched; the browser gets this very answer. */
  readonly first: FetchedAnswer;
  readonly patienceMs: number;
}

export interface Visited<T> {
  readonly value: T;
  readonly first: FetchedAnswer;
  readonly robots: RobotsRecord;
}

/**
 * Chromium for pages that only exist after their script ran. The browser itself reaches nothing: each request of a page is
 * answered by the guarded fetcher (GET only, as far as the source's gate allows, robots respected) or aborted, so a page
 * can no more reach an internal address than a feed can. Its WebSockets, which are none of these requests, fail in the browser
 * without a word to us: routes for them told us of each, and a page that opens them without end filled our memory. Every page has a context of its own without service workers,
 * downloads, permissions, cookies or storage from before.
 */
export class BrowserPool {
  readonly #options: BrowserPoolOptions;
  readonly #fleet: BrowserFleet;
  #found: Promise<FoundBrowser> | undefined;
  readonly #shown = new Slots(SHOWN_AT_ONCE);

  constructor(options: BrowserPoolOptions) {
    this.#options = options;
    const launch = async (): Promise<Browser> => (await this.#find()).launch();
    this.#fleet = new BrowserFleet({ launch, clock: options.clock, logger: options.logger });
  }

  /** Which browser is used. @throws AppError `browser.none`. A failed search is repeated at the next call. */
  async find(): Promise<BrowserInfo> {
    return (await this.#find()).info;
  }

  /**
   * Opens the address, waits for the selector, takes the steps asked for, and returns the page's HTML as it then is.
   * @throws AppError `browser.none`, or a `source.*` fault.
   */
  async render(url: string, wanted: RenderRequest): Promise<RenderedPage> {
    const { gate, signal, waitFor, more } = wanted;
    const { value, robots } = await this.visit(url, {
      gate,
      signal,
      allowanceMs: allowanceFor(more),
      look: (context, page, onMore) =>
        showPage(context, { first: page.first, waitFor, more, patienceMs: page.patienceMs, onMore }),
    });
    return { ...value, robots };
  }

  /**
   * Fetches the address, and opens it in a context of its own for whatever is to be done with it.
   * @throws AppError `browser.none`, or a `source.*` fault.
   */
  async visit<T>(url: string, visit: Visit<T>): Promise<Visited<T>> {
    await this.#find();
    const { gate, signal } = visit;
    const { delayMs, record } = await this.#options.robots.check(url, gate, signal);
    const accept = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1';
    const { robots } = this.#options;
    const onExchange = visit.parts?.onExchange;
    const first = await this.#options.fetcher.fetch(url, {
      gate,
      accept,
      delayMs,
      robots,
      signal,
      onExchange,
    });
    const value = await this.#shown.run(() => this.#visitFirst(first, visit));
    return { value, first, robots: record };
  }

  async #visitFirst<T>(first: FetchedAnswer, visit: Visit<T>): Promise<T> {
    try {
      return await this.#visitIn(await this.#fleet.borrow(), first, visit);
    } catch (error) {
      if (error instanceof AppError || visit.signal?.aborted === true) throw error;
      // The browser ended under all its pages, and which of them ended it cannot be told: each gets one of its own, once.
      return await this.#visitAlone(first, visit);
    }
  }

  /** Ends every browser of the pool; a page being rendered fails. */
  async close(): Promise<void> {
    await this.#fleet.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #visitAlone<T>(first: FetchedAnswer, visit: Visit<T>): Promise<T> {
    try {
      return await this.#visitIn(await this.#fleet.borrowAlone(), first, visit);
    } catch (error) {
      visit.signal?.throwIfAborted();
      if (error instanceof AppError) throw error;
      const { host } = new URL(first.url);
      throw unreachable(`the page of ${host} could not be shown`, { reason: 'browser', host }, error);
    }
  }

  async #visitIn<T>(lease: Lease, first: FetchedAnswer, visit: Visit<T>): Promise<T> {
    try {
      return await this.#inTime(lease, first, visit);
    } finally {
      await this.#fleet.giveBack(lease);
    }
  }

  async #inTime<T>(lease: Lease, first: FetchedAnswer, visit: Visit<T>): Promise<T> {
    const patienceMs = this.#options.pageDeadlineMs ?? DEFAULT_DEADLINE_MS;
    const deadline = AbortSignal.timeout(patienceMs + (visit.allowanceMs ?? 0));
    const stop = visit.signal === undefined ? deadline : AbortSignal.any([visit.signal, deadline]);
    const { host } = new URL(first.url);
    const stopped = new Promise<never>((_, reject) => {
      const late = () => unreachable(`the page of ${host} took too long`, { reason: 'deadline', host });
      const end = (): void => reject(deadline.aborted ? late() : stop.reason);
      if (stop.aborted) end();
      else stop.addEventListener('abort', end, { once: true });
    });
    // Awaited by the race below, and by nobody when the page is faster.
    stopped.catch(() => {});
    const lost = lease.lost.then(() => {
      throw new Error('the browser ended');
    });
    lost.catch(() => {});
    return await Promise.race([this.#inContext(lease, { first, patienceMs }, visit, stop), stopped, lost]);
  }

  async #inContext<T>(lease: Lease, page: VisitedPage, visit: Visit<T>, stop: AbortSignal): Promise<T> {
    const context = await lease.browser.newContext({
      ...visit.context,
      serviceWorkers: 'block',
      acceptDownloads: false,
      permissions: [],
    });
    // Closing the context is what ends a page that never comes to rest; every call inside then rejects.
    const end = async (): Promise<void> => {
      const late = setTimeout(() => lease.retire(), CLOSE_PATIENCE_MS).unref();
      // Closing a context of a browser that has ended never settles.
      await Promise.race([context.close().catch(() => {}), lease.lost]);
      clearTimeout(late);
    };
    const endNow = (): void => void end();
    stop.addEventListener('abort', endNow, { once: true });
    try {
      let isPaced = false;
      const { gate, parts } = visit;
      const { first } = page;
      const answers = { ...this.#options, first, gate, parts, signal: stop, isPaced: () => isPaced };
      await context.route('**/*', answerRequests(answers));
      return await visit.look(context, page, () => {
        isPaced = true;
      });
    } finally {
      stop.removeEventListener('abort', endNow);
      await end();
    }
  }

  async #find(): Promise<FoundBrowser> {
    this.#found ??= findBrowser(this.#options);
    try {
      return await this.#found;
    } catch (error) {
      this.#found = undefined;
      throw error;
    }
  }
}
