import type { Page } from 'playwright-core';
import { launchBrowser } from '../../e2e/support/browser.ts';
import { openSession } from '../../e2e/support/session.ts';
import type { Person } from '../../support/sign-in.ts';

/**
 * Runs in the page before anything else: the time from each key press, as the browser stamped it, to behind the frame
 * that shows what it did.
 */
const OBSERVER = `
  window.keyTimes = [];
  addEventListener('keydown', (event) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.keyTimes.push(performance.now() - event.timeStamp);
      channel.port2.postMessage(null);
    });
  }, { capture: true });
`;

/** A key's frame has been shown by the one behind it, and its time taken. */
const TWO_FRAMES = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

/** Answers and reasons in turn, as somebody who makes up their mind. */
const KEYS = ['n', '1', '2', 'o', '1', 'e', 'b', 'u', '2', 'n', '3', 'o', 's', 'u', '1'];

/** Milliseconds from key to paint: on the judging page of posts taken with Next, and on the list of posts beside it. */
export async function timeKeys(url: string, person: Person, posts: number): Promise<number[]> {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
    await openSession(context, url, person.cookie.split('=')[1] ?? '');
    await context.addInitScript(OBSERVER);
    const page = await context.newPage();
    const times: number[] = [];
    for (let number = 0; number < posts; number += 1) {
      await page.goto(`${url}/review`);
      await page.waitForSelector('.next-button .button-primary:enabled');
      times.push(...(await pressed(page, ['Tab', 'Tab', '?'])));
      // The sheet of keys comes when it is first asked for; an earlier Escape would close nothing.
      await page.waitForSelector('.key-sheet[open]');
      times.push(...(await pressed(page, ['Escape'])));
      await page.waitForSelector('.key-sheet', { state: 'detached' });
      await page.keyboard.press('g');
      await page.waitForSelector('.judgment');
      await page.evaluate('window.keyTimes.length = 0');
      times.push(...(await pressed(page, KEYS)));
      await page.locator('.lease .button').click();
      await page.waitForSelector('.judgment', { state: 'detached' });
    }
    return times;
  } finally {
    await browser.close();
  }
}

async function pressed(page: Page, keys: readonly string[]): Promise<number[]> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.evaluate(TWO_FRAMES);
  }
  return page.evaluate<number[]>('window.keyTimes.splice(0)');
}
