import type { Page } from 'playwright-core';

/** Whether what has the focus matches the selector. */
export function focusIsOn(page: Page, selector: string): Promise<boolean> {
  return page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`);
}
