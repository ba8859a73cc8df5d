import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ItemView } from '../../../dashboard/wire.ts';
import { haveRead, READ_MS } from './own-time.ts';

/** What only a person who has judged may see. */
const AFTERWARDS = '.explanation, .post mark, .weight, .rule-id';

/** Characters that a page may show as codes. */
const NOT_SHOWN = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu;
/** Runs in the page: what the marks hold of the post, without the codes of hidden characters. */
const TEXT_OF_MARKS = `(marks) => marks.map((mark) =>
  [...mark.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join('')).join('')`;

/** A figure as the interface writes it, also with Arabic digits, direction marks or a true minus. */
function figure(text: string): number {
  const western = text.replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  return Number(
    western
      .replace(/[٫,]/g, '.')
      .replace(/−/g, '-')
      .replace(/[^\d.-]/g, ''),
  );
}

/** Names what reaches out of the page, the innermost of it. */
export async function expectNoSidewaysScroll(page: Page, where: string): Promise<void> {
  const reaching = await page.evaluate<string[]>(`(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const isOut = (element) => {
      const { left, right } = element.getBoundingClientRect();
      return left < -1 || right > clientWidth + 1;
    };
    const all = [...document.querySelectorAll('body *')];
    const innermost = all.filter((element) => isOut(element) && ![...element.children].some(isOut));
    return [scrollWidth - clientWidth + ' px', ...innermost.map((element) => element.outerHTML.slice(0, 160))];
  })()`);
  expect(reaching, where).toEqual([]);
}

/** Asks as the page does, from its own address and with its session. */
function itemAt(page: Page): Promise<ItemView> {
  const id = new URL(page.url()).pathname.split('/').at(-1);
  return page.evaluate<ItemView>(`fetch('/api/items/${id}').then((answer) => answer.json())`);
}

/** Takes the next post of the lane by keyboard; nothing of the rules is on the page or in the answer. */
export async function takeNext(page: Page, url: string, path = '/review'): Promise<ItemView> {
  await page.goto(url + path);
  await page.waitForSelector('.next-action');
  await expectNoSidewaysScroll(page, 'queue');
  await page.keyboard.press('g');
  await page.waitForSelector('.judgment');
  const item = await itemAt(page);
  expect(await page.textContent('.post .post-text')).toContain([...item.text.trim().split(/\s/)][0]);
  expect(await page.locator(AFTERWARDS).count()).toBe(0);
  expect(await page.locator('main input:checked').count()).toBe(0);
  expect(item).toMatchObject({ reveal: null, rules: {} });
  expect(JSON.stringify(item)).not.toMatch(/"(score|signals|trace|weight)"/);
  await expectNoSidewaysScroll(page, 'judging');
  return item;
}

/** What an offer needs: an act, a benefit, a cited part, words; all by keys. */
async function enterOffer(page: Page): Promise<void> {
  for (const key of ['o', '1', 'e', 'b', 's', 'Space', 'm']) await page.keyboard.press(key);
  await page.keyboard.type('names a way and a sum');
  await page.keyboard.press('Control+Enter');
}

/** Chooses an answer and its first reason, and records it; a post that has not been read long enough yet is held. */
export async function judge(page: Page, outcomeKey: string): Promise<void> {
  if (outcomeKey === 'o') await enterOffer(page);
  else for (const key of [outcomeKey, '1', 'Enter']) await page.keyboard.press(key);
  await haveRead(page);
  await page.waitForSelector('.explanation', { timeout: READ_MS });
  await expectNoSidewaysScroll(page, 'reveal');
}

/** The words that any of the spans covers, in their order, each once. */
function wordsAt(text: string, spans: readonly { start: number; end: number }[]): string {
  const units = text.split('').filter((_, at) => spans.some(({ start, end }) => start <= at && at < end));
  return units.join('').replace(NOT_SHOWN, '');
}

/** The words that the rules found are marked, they and no others, and the weights on the page add up to the score on record. */
export async function expectExplained(page: Page): Promise<void> {
  const { reveal, text } = await itemAt(page);
  const { signals = [], counterSignals = [] } = reveal?.assessment ?? {};
  expect(signals.length).toBeGreaterThan(0);
  const marked = await page.evaluate<string>(
    `(${TEXT_OF_MARKS})([...document.querySelectorAll('.post .post-text mark')])`,
  );
  expect(marked.replace(NOT_SHOWN, '')).toBe(wordsAt(text, [...signals, ...counterSignals]));
  const weights = await page.locator('.explanation tbody td').allInnerTexts();
  const total = figure((await page.textContent('.explanation tfoot td')) ?? '');
  const sum = weights.reduce((soFar, weight) => soFar + figure(weight), 0);
  expect(sum).toBeCloseTo(total, 6);
  expect(total).toBeCloseTo(reveal?.assessment.score ?? Number.NaN, 6);
  expect(await page.locator('.explanation .notice-warning').count()).toBe(0);
}

export async function conclude(page: Page): Promise<void> {
  await page.keyboard.press('k');
  await page.waitForSelector('.panel[data-phase=closed]');
  await expectNoSidewaysScroll(page, 'closed');
}
