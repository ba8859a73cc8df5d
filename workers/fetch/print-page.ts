import { AppError } from '../../queue/runtime/errors.ts';
import { type FindBrowserOptions, findBrowser } from './find-browser.ts';

const TIMEOUT_MS = 60_000;

/** Prints a page of our own as PDF. */
export type PrintPage = (html: string) => Promise<Uint8Array>;

/**
 * Finds a browser that prints pages. What is printed is given as text; the browser reaches nothing, and whatever a page asks for is
 * not answered.
 * @returns `null` where there is no browser
 */
export async function createPrinter(options: FindBrowserOptions): Promise<PrintPage | null> {
  const found = await findBrowser(options).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'browser.none') return null;
    throw error;
  });
  if (found === null) return null;
  return async (html) => {
    const browser = await found.launch();
    try {
      const context = await browser.newContext({
        offline: true,
        serviceWorkers: 'block',
        acceptDownloads: false,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(TIMEOUT_MS);
      await page.setContent(html, { waitUntil: 'load', timeout: TIMEOUT_MS });
      await page.evaluate('document.fonts.ready.then(() => true)');
      return await page.pdf({
        format: 'A4',
        printBackground: true,
        tagged: true,
        margin: { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' },
      });
    } finally {
      await browser.close();
    }
  };
}
