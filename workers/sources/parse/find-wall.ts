import type { CheerioAPI } from 'cheerio';

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

/**
 * Whether a page without posts is a wall. Only asked of pages without posts: a page with posts may well carry a captcha in
 * its contact form and a login box in its header.
 */
export function findWall($: CheerioAPI): 'captcha' | 'login-wall' | undefined {
  if ($(CAPTCHA_MARKS).length > 0 || CHALLENGE_TITLES.test($('title').first().text().trim()))
    return 'captcha';
  return $('input[type="password"]').length > 0 ? 'login-wall' : undefined;
}
