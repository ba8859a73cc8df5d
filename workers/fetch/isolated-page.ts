import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';
import { coverExpression } from './cover-names.ts';
import { type Box, type PostPlace, placeExpression } from './post-on-page.ts';

const POLL_MS = 100;
/** A page that navigates takes its worlds along; a look that met that is repeated in the next document. */
const MAX_REPEATS = 20;
const IN_BETWEEN = /context|frame/i;
/** For one look into the page, in milliseconds; the deadline of the page limits them all. */
const EVALUATE_TIMEOUT_MS = 10_000;

/** How long a text of the page is, and the text itself when it is short enough. */
export interface PageText {
  readonly length: number;
  readonly text: string | null;
  /** Where the page is now, if that is an address of the web. */
  readonly url?: string;
}

export interface PageState {
  readonly title: string;
  readonly width: number;
  readonly height: number;
}

const MAX_TITLE_LENGTH = 500;
/**
 * A page seen from a JavaScript world of our own: the page can neither change the functions that we read it with nor
 * notice them. Every call rejects when the page is closed.
 */
export class IsolatedPage {
  readonly #session: CDPSession;

  constructor(session: CDPSession) {
    this.#session = session;
  }

  /** Whether the document's markup has been read to its end, and the selector matches. */
  async isReady(selector: string): Promise<boolean> {
    const isParsed = "document.readyState !== 'loading'";
    return (
      (await this.#evaluate(
        `${isParsed} && document.querySelector(${JSON.stringify(selector)}) !== null`,
      )) === true
    );
  }

  /** Whether document, pictures, styles and scripts have come, as the page itself counts. */
  async isWhole(): Promise<boolean> {
    return (await this.#evaluate("document.readyState === 'complete'")) === true;
  }

  /** Whether every picture that can be seen has come, or will not. */
  async hasPictures(): Promise<boolean> {
    const value = await this.#evaluate(
      '[...document.images].every((image) => image.complete || image.getClientRects().length === 0)',
    );
    return value !== false;
  }

  /** Goes once down the page and back, a window's height at a time: some pictures come only when they come into sight. */
  async showAll(maxHeight: number): Promise<void> {
    await this.#evaluate(`(async () => {
      const drawn = () => new Promise((resolve) => {
        requestAnimationFrame(() => resolve());
        setTimeout(resolve, 100);
      });
      const end = Math.min(document.documentElement.scrollHeight, ${maxHeight});
      for (let y = window.innerHeight; y < end; y += window.innerHeight) {
        window.scrollTo(0, y);
        await drawn();
      }
      window.scrollTo(0, 0);
      await drawn();
    })()`);
  }

  async state(): Promise<PageState> {
    const value = await this.#evaluate(`(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      const body = document.body;
      return {
        title: String(document.title).slice(0, ${MAX_TITLE_LENGTH}),
        width: Math.max(scrollWidth, body?.scrollWidth ?? 0),
        height: Math.max(scrollHeight, body?.scrollHeight ?? 0),
      };
    })()`);
    return (value as PageState | undefined) ?? { title: '', width: 0, height: 0 };
  }

  /** Where the post with this text stands; `null` where the text is not on the page, or not to be seen. */
  async placeOf(text: string): Promise<PostPlace | null> {
    return ((await this.#evaluate(placeExpression(text))) as PostPlace | null | undefined) ?? null;
  }

  /**
   * Leaves the post's text alone to be seen, with bars in the place of what matches in it, and stops the page's scripts and
   * animations first, which could change it or move it away. The page is of no other use afterwards.
   * @param pattern source of a regular expression with the flags `giu`
   * @returns where the text is; `null` where it is not found, or could not be covered
   */
  async cover(text: string, pattern: string): Promise<Box | null> {
    await this.#session.send('Emulation.setScriptExecutionDisabled', { value: true });
    await this.#session.send('Animation.enable');
    await this.#session.send('Animation.setPlaybackRate', { playbackRate: 0 });
    return ((await this.#evaluate(coverExpression(text, pattern))) as Box | null | undefined) ?? null;
  }

  /** How many elements match; 0 for a selector that only our parser understands. */
  async count(selector: string): Promise<number> {
    return Number(
      (await this.#evaluate(`document.querySelectorAll(${JSON.stringify(selector)}).length`)) ?? 0,
    );
  }

  /** The document as it now is; above `maxLength` UTF-16 units it stays in the browser. */
  async html(maxLength: number): Promise<PageText> {
    const value = await this.#evaluate(`(() => {
      const html = (document.doctype === null ? '' : '<!DOCTYPE html>') + (document.documentElement?.outerHTML ?? '');
      const url = /^https?:$/.test(location.protocol) ? location.href : undefined;
      return { length: html.length, text: html.length > ${maxLength} ? null : html, url };
    })()`);
    // No string can be longer than 512 MB (V8).
    return (value as PageText | undefined) ?? { length: Number.POSITIVE_INFINITY, text: null };
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

  /** The value of an expression; `undefined` when it throws. */
  async #evaluate(expression: string): Promise<unknown> {
    for (let repeats = 0; ; repeats += 1) {
      try {
        return await this.#evaluateOnce(expression);
      } catch (error) {
        const isInBetween = error instanceof Error && IN_BETWEEN.test(error.message);
        if (!isInBetween || repeats >= MAX_REPEATS) throw error;
        await pause(POLL_MS);
      }
    }
  }

  async #evaluateOnce(expression: string): Promise<unknown> {
    const { frameTree } = await this.#session.send('Page.getFrameTree');
    const { executionContextId } = await this.#session.send('Page.createIsolatedWorld', {
      frameId: frameTree.frame.id,
      worldName: 'vigie',
    });
    const { result, exceptionDetails } = await this.#session.send('Runtime.evaluate', {
      contextId: executionContextId,
      expression,
      returnByValue: true,
      awaitPromise: true,
      timeout: EVALUATE_TIMEOUT_MS,
    });
    return exceptionDetails === undefined ? result.value : undefined;
  }
}
