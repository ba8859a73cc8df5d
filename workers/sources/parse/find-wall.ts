import { type CheerioAPI, load } from 'cheerio';

const CAPTCHA_MARKS = [
  ...['[class*="captcha" i]', '[id*="captcha" i]', 'iframe[src*="captcha" i]', 'script[src*="captcha" i]'],
  ...[
    '.cf-turnstile',
    '#challenge-form',
    '#cf-challenge-running',
    'script[src*="/cdn-cgi/challenge-platform/"]',
  ],
  ...['script[src*="challenges.cloudflare.com"]', 'iframe[src*="_Incapsula_Resource"]'],
].join(', ');
const CHALLENGE_TITLES =
  /^(?:just a moment|attention required|access denied|are you (?:a )?(?:human|robot)|verify you are human)/i;

/** Consent managers that stand in front of a page, and the pages that ask before they let anybody on. */
const CONSENT_MARKS = [
  ...['form[action*="consent" i]', 'iframe[src*="consent" i]', 'iframe[id^="sp_message_iframe"]'],
  ...['[id*="consent-wall" i]', '[class*="consent-wall" i]', '#onetrust-consent-sdk', '#didomi-host'],
].join(', ');
const CONSENT_TITLES = /^(?:before you continue|we value your privacy|your privacy choices)/i;

/** What tells a wall of any kind by its elements, for a page that is seen in a browser. */
export const WALL_MARKS = [CAPTCHA_MARKS, CONSENT_MARKS, 'input[type="password"]'].join(', ');

export type Wall = 'captcha' | 'login-wall' | 'consent-wall';

/**
 * Whether a page without posts is a wall. Only asked of pages without posts: a page with posts may well carry a captcha in
 * its contact form and a login box in its header.
 */
export function findWallIn($: CheerioAPI): Wall | undefined {
  if ($(CAPTCHA_MARKS).length > 0 || CHALLENGE_TITLES.test($('title').first().text().trim()))
    return 'captcha';
  if ($('input[type="password"]').length > 0) return 'login-wall';
  const asksConsent = $(CONSENT_MARKS).length > 0 || CONSENT_TITLES.test($('title').first().text().trim());
  return asksConsent ? 'consent-wall' : undefined;
}

/** The same for an answer that should have been a feed or JSON. */
export function findWall(text: string): Wall | undefined {
  return looksLikeHtml(text) ? findWallIn(load(text)) : undefined;
}

export function looksLikeHtml(text: string): boolean {
  return /<(?:!doctype html|html|head|body)\b/i.test(text.slice(0, 4096));
}
