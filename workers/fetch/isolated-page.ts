import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';

const POLL_MS = 100;
/** For one look into the page, in milliseconds; the deadline of the page limits them all. */
const EVALUATE_TIMEOUT_MS = 10_000;

/** How long a text of the page is, and the text itself when it is short enough. */
export interface PageText {
  readonly length: number;
  readonly text: string | null;
}

/**
 * A page seen from a JavaScript world of our own: the page can neither change the functions that we read it with nor
 * notice them. Every call rejects when the page is closed.
 */
export class IsolatedPage {
  readonly #session: CDPSession;

  constructor(session: CDPSession) {
    this.#session = session;
  }

  /** Whether the document's markup has been read to its end. */
  async isParsed(): Promise<boolean> {
    return (await this.#evaluate("document.readyState !== 'loading'")) === true;
  }

  async count(selector: string): Promise<number> {
    return Number(await this.#evaluate(`document.querySelectorAll(${JSON.stringify(selector)}).length`));
  }

  /** The document as it now is; above `maxLength` UTF-16 units it stays in the browser. */
  async html(maxLength: number): Promise<PageText> {
    const value = await this.#evaluate(`(() => {
      const html = (document.doctype === null ? '' : '<!DOCTYPE html>') + document.documentElement.outerHTML;
      return { length: html.length, text: html.length > ${maxLength} ? null : html };
    })()`);
    return value as PageText;
  }

  /** Scrolls the last element that matches into view, and the page to its end. */
  async scrollToEnd(selector: string): Promise<void> {
    await this.#evaluate(`(() => {
      [...document.querySelectorAll(${JSON.stringify(selector)})].at(-1)?.scrollIntoView({ block: 'end' });
      window.scrollTo(0, document.documentElement.scrollHeight);
    })()`);
  }

  /** Presses the first matching element that can be seen and pressed. @returns whether there was one. */
  async press(selector: string): Promise<boolean> {
    const value = await this.#evaluate(`(() => {
      const button = [...document.querySelectorAll(${JSON.stringify(selector)})]
        .find((one) => one.getClientRects().length > 0 && !one.disabled);
      button?.click();
      return button !== undefined;
    })()`);
    return value === true;
  }

  /** Asks again and again. @returns whether it came true within the time. */
  async until(isTrue: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
    const endMs = performance.now() + timeoutMs;
    for (;;) {
      if (await isTrue()) return true;
      if (performance.now() >= endMs) return false;
      await pause(POLL_MS);
    }
  }

  async #evaluate(expression: string): Promise<unknown> {
    const { frameTree } = await this.#session.send('Page.getFrameTree');
    const { executionContextId } = await this.#session.send('Page.createIsolatedWorld', {
      frameId: frameTree.frame.id,
      worldName: 'vigie',
    });
    const { result, exceptionDetails } = await this.#session.send('Runtime.evaluate', {
      contextId: executionContextId,
      expression,
      returnByValue: true,
      timeout: EVALUATE_TIMEOUT_MS,
    });
    if (exceptionDetails !== undefined) throw new Error('the page could not be read');
    return result.value;
  }
}
