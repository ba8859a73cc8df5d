import type { Browser, Page } from 'playwright-core';
import type { Clock } from '../../queue/runtime/clock.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { answerRequests } from './answer-requests.ts';
import { type BrowserInfo, type FindBrowserOptions, type FoundBrowser, findBrowser } from './find-browser.ts';
import type { Gate } from './gate.ts';
import type { Robots } from './robots.ts';
import type { FetchedAnswer, Fetcher } from './safe-fetch.ts';
import { Slots } from './slots.ts';
import { changed, unreachable } from './source-faults.ts';

const MAX_PAGES = 50;
const MAX_AGE_MS = 15 * 60_000;
/** A browser that shows nothing for a minute gives its memory back. */
const MAX_IDLE_MS = 60_000;
const DEFAULT_DEADLINE_MS = 45_000;
/** Pages shown side by side: each takes some 100 MB. */
const SHOWN_AT_ONCE = 2;
const MAX_CONTENT_LENGTH = 5 * 1024 * 1024;

export interface BrowserPoolOptions extends Omit<FindBrowserOptions, 'logger'> {
  readonly fetcher: Fetcher;
  readonly robots: Pick<Robots, 'check'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** For one page after its document was fetched, in milliseconds. @defaultValue 45,000 */
  readonly pageDeadlineMs?: number | undefined;
}

export interface RenderRequest {
  readonly gate: Gate;
  /** The page is ready when this selector matches; when it never does, the content at the deadline is returned. */
  readonly waitFor: string;
  readonly signal?: AbortSignal | undefined;
}

export interface RenderedPage {
  readonly url: string;
  readonly html: string;
}

interface Lease {
  readonly browser: Browser;
  readonly bornAtMs: number;
  pages: number;
  users: number;
  isRetired: boolean;
}

/**
 * Chromium for pages that only exist after their script ran. The browser itself reaches nothing: each request of a page is
 * answered by the guarded fetcher (GET only, as far as the source's gate allows, robots respected) or aborted, so a page can no more
 * reach an internal address than a feed can. Every page has a context of its own without service workers, downloads,
 * cookies or storage from before. A browser is replaced after 50 pages or 15 minutes.
 */
export class BrowserPool {
  readonly #options: BrowserPoolOptions;
  #found: Promise<FoundBrowser> | undefined;
  #current: Promise<Lease> | undefined;
  readonly #open = new Set<Browser>();
  readonly #shown = new Slots(SHOWN_AT_ONCE);
  #idleTimer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: BrowserPoolOptions) {
    this.#options = options;
  }

  /** Which browser is used. @throws AppError `browser.none`. A failed search is repeated at the next call. */
  async find(): Promise<BrowserInfo> {
    return (await this.#find()).info;
  }

  /**
   * Opens the address, waits for the selector, and returns the page's HTML as it then is.
   * @throws AppError `browser.none`, or a `source.*` fault.
   */
  async render(url: string, wanted: RenderRequest): Promise<RenderedPage> {
    await this.#find();
    const { gate, signal } = wanted;
    const { delayMs } = await this.#options.robots.check(url, gate, signal);
    const accept = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1';
    const first = await this.#options.fetcher.fetch(url, { gate, accept, delayMs, signal });
    return await this.#shown.run(async () => {
      const lease = await this.#borrow();
      try {
        return await this.#renderIn(lease.browser, first, wanted);
      } finally {
        await this.#giveBack(lease);
      }
    });
  }

  /** Ends every browser of the pool; a page being rendered fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idleTimer);
    await this.#current?.catch(() => {});
    await Promise.all([...this.#open].map((browser) => this.#end(browser)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #renderIn(browser: Browser, first: FetchedAnswer, wanted: RenderRequest): Promise<RenderedPage> {
    const deadlineMs = this.#options.pageDeadlineMs ?? DEFAULT_DEADLINE_MS;
    const deadline = AbortSignal.timeout(deadlineMs);
    const stop = wanted.signal === undefined ? deadline : AbortSignal.any([wanted.signal, deadline]);
    const { host } = new URL(first.url);
    const context = await browser.newContext({
      serviceWorkers: 'block',
      acceptDownloads: false,
    });
    // Closing the context is what ends a page that never comes to rest; every call inside then rejects.
    const end = (): void => void context.close().catch(() => {});
    stop.addEventListener('abort', end, { once: true });
    try {
      await context.route(
        '**/*',
        answerRequests({ ...this.#options, first, gate: wanted.gate, signal: stop }),
      );
      await context.routeWebSocket('**', (socket) => void socket.close());
      const page = await context.newPage();
      context.on('page', (popup) => void popup.close().catch(() => {}));
      const html = await readPage(page, first.url, wanted.waitFor, deadlineMs);
      if (html.length > MAX_CONTENT_LENGTH) {
        throw changed(`expected at most ${MAX_CONTENT_LENGTH} characters from ${host}, found more`, {
          reason: 'too-large',
          host,
        });
      }
      return { url: first.url, html };
    } catch (error) {
      wanted.signal?.throwIfAborted();
      if (error instanceof AppError) throw error;
      const reason = deadline.aborted ? 'deadline' : 'browser';
      throw unreachable(`the page of ${host} could not be shown (${reason})`, { reason, host }, error);
    } finally {
      stop.removeEventListener('abort', end);
      await context.close().catch(() => {});
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

  async #borrow(): Promise<Lease> {
    if (this.#current !== undefined) {
      const lease = await this.#current;
      if (!this.#isSpent(lease)) return take(lease);
      // Its last user ends it; nobody new gets it.
      if (lease.users === 0) await this.#end(lease.browser);
    }
    const launching = this.#launch();
    this.#current = launching;
    try {
      return take(await launching);
    } catch (error) {
      if (this.#current === launching) this.#current = undefined;
      throw error;
    }
  }

  async #launch(): Promise<Lease> {
    if (this.#isClosed) throw new Error('the browser pool is closed');
    const browser = await (await this.#find()).launch();
    this.#open.add(browser);
    browser.on('disconnected', () => this.#open.delete(browser));
    return { browser, bornAtMs: this.#options.clock.now(), pages: 0, users: 0, isRetired: false };
  }

  async #giveBack(lease: Lease): Promise<void> {
    lease.users -= 1;
    const isCurrent = (await this.#current?.catch(() => undefined)) === lease;
    if (lease.users > 0) return;
    if (!isCurrent || this.#isSpent(lease)) await this.#end(lease.browser);
    else this.#endWhenIdle(lease);
  }

  #endWhenIdle(lease: Lease): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      if (lease.users > 0) return;
      lease.isRetired = true;
      void this.#end(lease.browser);
    }, MAX_IDLE_MS).unref();
  }

  #isSpent(lease: Lease): boolean {
    const ageMs = this.#options.clock.now() - lease.bornAtMs;
    return lease.isRetired || !lease.browser.isConnected() || lease.pages >= MAX_PAGES || ageMs >= MAX_AGE_MS;
  }

  async #end(browser: Browser): Promise<void> {
    await browser.close().catch(() => {});
    this.#open.delete(browser);
  }
}

function take(lease: Lease): Lease {
  lease.users += 1;
  lease.pages += 1;
  return lease;
}

async function readPage(page: Page, url: string, waitFor: string, deadlineMs: number): Promise<string> {
  const crashed = new Promise<never>((_, reject) => {
    page.once('crash', () => reject(new Error('the page crashed')));
  });
  const read = async (): Promise<string> => {
    await page.goto(url, { waitUntil: 'domcontentloaded', timeout: deadlineMs });
    // A third of the time is kept for reading: a page whose posts never come is still judged (wall, or changed layout).
    await page
      .waitForSelector(waitFor, { state: 'attached', timeout: Math.ceil((deadlineMs * 2) / 3) })
      .catch(() => {});
    return await page.content();
  };
  return await Promise.race([read(), crashed]);
}
