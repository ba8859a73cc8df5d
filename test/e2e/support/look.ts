import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { violationsOf } from './axe.ts';
import { expectNoSidewaysScroll } from './review-steps.ts';

/** How pages are looked at: wide and light in English, narrow and dark in Arabic. */
export const LOOKS = [
  { look: 'wide', browser: { viewport: { width: 1280, height: 900 }, timezoneId: 'UTC' } },
  {
    look: 'ar-narrow-dark',
    browser: {
      ...{ locale: 'ar', viewport: { width: 360, height: 740 }, timezoneId: 'UTC' },
      colorScheme: 'dark' as const,
    },
  },
];

/** A page that breaks no rule of accessibility and does not scroll sideways; a picture of it where somebody asks for them. */
export async function expectWell(page: Page, name: string): Promise<void> {
  expect(await violationsOf(page), name).toEqual([]);
  await expectNoSidewaysScroll(page, name);
  await picture(page, name);
}

/** Pictures to look at, where somebody names a folder for them (`TEST_PICTURES`). */
export async function picture(page: Page, name: string): Promise<void> {
  const pictures = process.env.TEST_PICTURES;
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}
