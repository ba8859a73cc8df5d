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

const LOGIN_MARKS = 'input[type="password"]';

export type Wall = 'captcha' | 'login-wall' | 'consent-wall';

/** By which elements each kind of wall can be told, the plainest first. */
const MARKS: Readonly<Record<Wall, string>> = {
  captcha: CAPTCHA_MARKS,
  'login-wall': LOGIN_MARKS,
  'consent-wall': CONSENT_MARKS,
};
const WALLS = Object.keys(MARKS) as readonly Wall[];

/**
 * What tells a wall by its elements, as a selector for a page that is seen in a browser.
 * @param carried kinds of wall whose elements the site's good pages carry, too: they tell none
 */
export function wallSelector(carried: readonly Wall[]): string {
  return WALLS.filter((wall) => !carried.includes(wall))
    .map((wall) => MARKS[wall])
    .join(', ');
}

/** A page that is a wall. */
export interface WallFound {
  readonly kind: 'wall';
  readonly wall: Wall;
  /** Kinds of wall that its elements alone tell of; none where its title says what it is. */
  readonly marks?: readonly Wall[];
}

/** Whether a page without posts is a wall. */
export function findWallIn($: CheerioAPI): Wall | undefined {
  return wallOf($)?.wall;
}

/**
 * The same with what it is told by, so that it can be compared with pages of the site that have posts. Only asked of pages
 * without posts: a page with posts may well carry a captcha in its contact form and a login box in its header.
 */
export function wallOf($: CheerioAPI): WallFound | undefined {
  const title = $('title').first().text().trim();
  const marks = marksIn($);
  const isChallenge = CHALLENGE_TITLES.test(title);
  const asksConsent = CONSENT_TITLES.test(title);
  const wall = isChallenge ? 'captcha' : (marks[0] ?? (asksConsent ? 'consent-wall' : undefined));
  return wall && { kind: 'wall', wall, marks: isChallenge || asksConsent ? [] : marks };
}

/** Kinds of wall that elements of a page could tell of, the plainest first; a page with posts is none for it. */
export function marksIn($: CheerioAPI): Wall[] {
  return WALLS.filter((wall) => $(MARKS[wall]).length > 0);
}

/** The same for an answer that should have been a feed or JSON. */
export function findWall(text: string): Wall | undefined {
  return looksLikeHtml(text) ? findWallIn(load(text)) : undefined;
}

export function looksLikeHtml(text: string): boolean {
  return /<(?:!doctype html|html|head|body)\b/i.test(text.slice(0, 4096));
}
