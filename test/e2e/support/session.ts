import type { BrowserContext } from 'playwright-core';

/**
 * Gives a browser a session that was begun elsewhere. The cookie is set as if over TLS: a secure one is taken for no other
 * address, and on loopback it is sent without.
 * @param token what stands in the cookie
 */
export function openSession(context: BrowserContext, url: string, token: string): Promise<void> {
  return context.addCookies([
    { name: '__Host-vigie', value: token, url: url.replace('http:', 'https:'), secure: true },
  ]);
}
