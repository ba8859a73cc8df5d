import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { coverNames } from '../../../queue/contracts/named-in-text.ts';
import { HOSTILE_GROUPS, missingFrom } from './hostile-fields.ts';

/** PostgreSQL takes no NUL. */
export const STORED = HOSTILE_GROUPS.filter((text) => !text.includes('\u0000'));

/** Elements, attributes and addresses that none of our pages has; a page that took a text for markup would. */
const FOREIGN = `[...document.querySelectorAll('body *')].filter((element) =>
  element.matches('img, iframe, object, embed, style, base, meta, link, template, math, foreignObject, video, audio') ||
  (element.localName === 'script' && !element.src.startsWith(location.origin)) ||
  [...element.attributes].some(({ name, value }) => name.startsWith('on') || name === 'style' || name === 'srcdoc' ||
    (/^(href|src|action|formaction|xlink:href)$/.test(name) && new URL(value, location.href).origin !== location.origin)),
).map((element) => element.outerHTML.slice(0, 200))`;

/** All text of the page, without the codes that stand for hidden characters. */
const SHOWN = `(() => {
  const copy = document.body.cloneNode(true);
  for (const code of copy.querySelectorAll('.hidden-character')) code.remove();
  return copy.textContent;
})()`;

/** Nothing became markup, nothing was left out. Dialogs, breaches and requests elsewhere are the fixture's to see. */
export async function expectText(page: Page, texts: readonly string[], where: string): Promise<void> {
  expect(await page.evaluate<string[]>(FOREIGN), where).toEqual([]);
  expect(await page.evaluate<boolean>(`({}).isAdmin === undefined`), where).toBe(true);
  const shown = await page.evaluate<string>(SHOWN);
  // In a post what begins with @ is taken for somebody's handle, and covered letter by letter.
  const missing = missingFrom(shown, texts).filter(
    (text) => missingFrom(shown, [coverNames(text)]).length > 0,
  );
  expect(missing, where).toEqual([]);
}
