import type { Logger } from '../../queue/runtime/logger.ts';
import { findBrowser } from './find-browser.ts';

/** So long a page may take to be laid out, ms. */
const PRINT_TIMEOUT_MS = 60_000;

export interface PrintOptions {
  readonly configuredPath: string | undefined;
  readonly logger: Logger;
}

/**
 * Prints pages of ours as tagged PDF, A4, with an outline of their headings. They hold no script and load nothing, and
 * nothing is answered if they tried.
 * @throws AppError `browser.none`
 */
export async function printPages(pages: readonly string[], options: PrintOptions): Promise<Buffer[]> {
  const found = await findBrowser({ configuredPath: options.configuredPath, logger: options.logger });
  const browser = await found.launch();
  try {
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
    const printed: Buffer[] = [];
    for (const html of pages) {
      const page = await context.newPage();
      await page.route('**/*', (route) => route.abort());
      await page.setContent(html, { timeout: PRINT_TIMEOUT_MS });
      printed.push(
        await page.pdf({
          format: 'A4',
          preferCSSPageSize: true,
          printBackground: true,
          tagged: true,
          outline: true,
        }),
      );
      await page.close();
    }
    return printed;
  } finally {
    await browser.close();
  }
}
