import type { BrowserContext, Page } from 'playwright-core';
import type { AppError } from '../../queue/runtime/errors.ts';
import type { FetchedAnswer } from './safe-fetch.ts';
import { changed, unreachable } from './source-faults.ts';

/** What Playwright says of an answer that the browser would store. Where it only says "aborted", the renderer may have been ended. */
const DOWNLOAD = /Download is starting/;
/** RFC 9110 sections 15.3.5 and 15.3.6: a browser stays where it is. */
const EMPTY_STATUSES: readonly number[] = [204, 205];

type Opened = Pick<FetchedAnswer, 'url' | 'status'>;

/**
 * Opens a document that was fetched in a page of its own and reads it; pages that it opens in turn are closed.
 * @throws AppError `source.unreachable` (reason `crash`) when the page ends its process, `source.changed` (reason `no-items`) when the
 * answer is none that a browser shows; anything else when the context or the browser ends.
 */
export async function withPage<T>(
  context: BrowserContext,
  document: Opened,
  patienceMs: number,
  read: (page: Page) => Promise<T>,
): Promise<T> {
  const { host } = new URL(document.url);
  const page = await context.newPage();
  context.on('page', (popup) => void popup.close().catch(() => {}));
  const crashed = new Promise<never>((_, reject) => {
    page.once('crash', () => {
      reject(unreachable(`the page of ${host} ended its process`, { reason: 'crash', host }));
    });
  });
  crashed.catch(() => {});
  const opened = async (): Promise<T> => {
    await open(page, document, patienceMs);
    return await read(page);
  };
  return await Promise.race([opened(), crashed]);
}

async function open(page: Page, { url, status }: Opened, timeout: number): Promise<void> {
  const { host } = new URL(url);
  const noPage = (cause?: unknown): AppError => {
    const message = `expected a page from ${host}, found an answer that a browser does not show; check the address`;
    return changed(message, { reason: 'no-items', host }, cause);
  };
  if (EMPTY_STATUSES.includes(status)) throw noPage();
  try {
    await page.goto(url, { waitUntil: 'commit', timeout });
  } catch (error) {
    if (error instanceof Error && DOWNLOAD.test(error.message)) throw noPage(error);
    throw error;
  }
}
