import type { BrowserContext, Page } from 'playwright-core';
import { IsolatedPage } from './isolated-page.ts';
import { withPage } from './open-page.ts';
import type { FetchedAnswer } from './safe-fetch.ts';
import { changed } from './source-faults.ts';

const MAX_CONTENT_LENGTH = 5 * 1024 * 1024;
/** For what one scroll or press brings: the request waits for its turn at the host, then the page draws. */
const STEP_PATIENCE_MS = 6_000;

/** How a page is brought to show more of its list. */
export interface MoreSteps {
  /** Scrolls, or presses of the button, at most; it ends earlier when nothing more comes. */
  readonly max: number;
  /** A button to press instead of scrolling. */
  readonly button?: string | undefined;
}

export interface PageWanted {
  /** The document as it was fetched. */
  readonly first: Pick<FetchedAnswer, 'url' | 'status'>;
  /** The page is ready when this selector matches; when it never does, the page as it then is is returned. */
  readonly waitFor: string;
  readonly more?: MoreSteps | undefined;
  /** For the document and its first posts, in milliseconds. */
  readonly patienceMs: number;
  /** Called before the first step: what the page asks for from then on is paced. */
  readonly onMore?: () => void;
}

/** Milliseconds that the steps may take beyond the page itself. */
export function allowanceFor(more: MoreSteps | undefined): number {
  return (more?.max ?? 0) * STEP_PATIENCE_MS;
}

/** A page as it was when it was read, and its address then: its scripts may have led on from the one that was opened. */
export interface ShownPage {
  readonly url: string;
  readonly html: string;
}

/**
 * Opens a page in its context and returns its HTML.
 * @throws AppError `source.unreachable` (reason `crash`) or `source.changed` (reason `too-large` or `no-items`); anything else when
 * the context or the browser ends.
 */
export async function showPage(context: BrowserContext, wanted: PageWanted): Promise<ShownPage> {
  const startMs = performance.now();
  return await withPage(context, wanted.first, wanted.patienceMs, (page) => read(page, wanted, startMs));
}

async function read(page: Page, wanted: PageWanted, startMs: number): Promise<ShownPage> {
  const { waitFor, patienceMs, more } = wanted;
  const { host } = new URL(wanted.first.url);
  const view = new IsolatedPage(await page.context().newCDPSession(page));
  // A third of the time is kept for reading: a page whose posts never come is still judged (wall, or changed layout).
  const leftMs = (patienceMs * 2) / 3 - (performance.now() - startMs);
  const isReady = await view.until(() => view.isReady(waitFor), leftMs);
  if (isReady && more !== undefined) {
    wanted.onMore?.();
    await takeSteps(view, waitFor, more);
  }
  const { length, text, url } = await view.html(MAX_CONTENT_LENGTH);
  if (text !== null) return { url: url ?? wanted.first.url, html: text };
  throw changed(`expected at most ${MAX_CONTENT_LENGTH} characters from ${host}, found ${length}`, {
    reason: 'too-large',
    host,
  });
}

async function takeSteps(view: IsolatedPage, items: string, { max, button }: MoreSteps): Promise<void> {
  for (let step = 0; step < max; step += 1) {
    const before = await view.count(items);
    if (button === undefined) await view.scrollToEnd(items);
    else if (!(await view.press(button))) return;
    const hasGrown = async (): Promise<boolean> => (await view.count(items)) > before;
    if (!(await view.until(hasGrown, STEP_PATIENCE_MS))) return;
  }
}
