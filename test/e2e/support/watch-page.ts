import type { BrowserContext, Page } from 'playwright-core';

/**
 * Writes into `faults` what must not happen on any page: a breach of the content security policy, a script error, an
 * error in the console, a dialog, a request to another origin.
 */
export async function watchContext(context: BrowserContext, origin: string, faults: string[]): Promise<void> {
  context.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) faults.push(`request to ${request.url()}`);
  });
  await context.exposeBinding('reportBreach', (_source, breach: string) => faults.push(breach));
  await context.addInitScript(
    `document.addEventListener('securitypolicyviolation', (event) => {
      window.reportBreach('breach of ' + event.violatedDirective + ' by ' + (event.blockedURI || event.sample));
    });`,
  );
}

export function watchPage(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(`script error: ${error.message}`));
  page.on('dialog', (dialog) => {
    // A test that leaves a page does so, whatever it typed there before.
    if (dialog.type() === 'beforeunload') return void dialog.accept();
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
}
