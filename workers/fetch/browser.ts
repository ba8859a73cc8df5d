import type { Browser } from 'playwright-core';
import type { RobotsRecord } from '../../queue/contracts/index.ts';
import type { Clock } from '../../queue/runtime/clock.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { answerRequests } from './answer-requests.ts';
import { BrowserFleet, type Lease } from './browser-fleet.ts';
import { type BrowserInfo, type FindBrowserOptions, type FoundBrowser, findBrowser } from './find-browser.ts';
import type { Gate } from './gate.ts';
import type { Robots } from './robots.ts';
import type { FetchedAnswer, Fetcher } from './safe-fetch.ts';
import { allowanceFor, type MoreSteps, showPage } from './show-page.ts';
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

export interface ShownPage {
  readonly url: string;
  readonly html: string;
}

export interface RenderedPage extends ShownPage {
  /** What robots.txt said about the address that was asked for. */
  readonly robots: RobotsRecord;
}

/**
 * Chromium for pages that only exist after their script ran. The browser itself reaches nothing: each request of a page is
 * answered by the guarded fetcher (GET only, as far as the source's gate allows, robots respected) or aborted, so a page
 * can no more reach an internal address than a feed can. Every page has a context of its own without service workers,
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
    await this.#find();
    const { gate, signal } = wanted;
    const { delayMs, record } = await this.#options.robots.check(url, gate, signal);
    const accept = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1';
    const { robots } = this.#options;
    const first = await this.#options.fetcher.fetch(url, { gate, accept, delayMs, robots, signal });
    const shown = await this.#shown.run(() => this.#renderFirst(first, wanted));
    return { ...shown, robots: record };
  }

  async #renderFirst(first: FetchedAnswer, wanted: RenderRequest): Promise<ShownPage> {
    try {
      return await this.#renderIn(await this.#fleet.borrow(), first, wanted);
    } catch (error) {
      if (error instanceof AppError || wanted.signal?.aborted === true) throw error;
      // The browser ended under all its pages, and which of them ended it cannot be told: each gets one of its own, once.
      return await this.#renderAlone(first, wanted);
    }
  }

  /** Ends every browser of the pool; a page being rendered fails. */
  async close(): Promise<void> {
    await this.#fleet.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #renderAlone(first: FetchedAnswer, wanted: RenderRequest): Promise<ShownPage> {
    try {
      return await this.#renderIn(await this.#fleet.borrowAlone(), first, wanted);
    } catch (error) {
      wanted.signal?.throwIfAborted();
      if (error instanceof AppError) throw error;
      const { host } = new URL(first.url);
      throw unreachable(`the page of ${host} could not be shown`, { reason: 'browser', host }, error);
    }
  }

  async #renderIn(lease: Lease, first: FetchedAnswer, wanted: RenderRequest): Promise<ShownPage> {
    try {
      return { url: first.url, html: await this.#htmlOf(lease, first, wanted) };
    } finally {
      await this.#fleet.giveBack(lease);
    }
  }

  async #htmlOf(lease: Lease, first: FetchedAnswer, wanted: RenderRequest): Promise<string> {
    const patienceMs = this.#options.pageDeadlineMs ?? DEFAULT_DEADLINE_MS;
    const deadline = AbortSignal.timeout(patienceMs + allowanceFor(wanted.more));
    const stop = wanted.signal === undefined ? deadline : AbortSignal.any([wanted.signal, deadline]);
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
    return await Promise.race([this.#inContext(lease, first, wanted, stop, patienceMs), stopped, lost]);
  }

  async #inContext(
    lease: Lease,
    first: FetchedAnswer,
    wanted: RenderRequest,
    stop: AbortSignal,
    patienceMs: number,
  ): Promise<string> {
    const { waitFor, more, gate } = wanted;
    const context = await lease.browser.newContext({
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
      const answers = { ...this.#options, first, gate, signal: stop, isPaced: () => isPaced };
      await context.route('**/*', answerRequests(answers));
      await context.routeWebSocket('**', (socket) => void socket.close());
      const onMore = (): void => {
        isPaced = true;
      };
      return await showPage(context, { url: first.url, waitFor, more, patienceMs, onMore });
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
