import { isDialable, literalAddress, portOf } from './address.ts';
import type { Gate } from './gate.ts';
import { blocked, refused } from './source-faults.ts';

const MAX_URL_LENGTH = 4096;
/**
 * Whole segments, with the ending of a program at most: in the title of an advertisement these are words as any other, and
 * "checkpoint" is one of the trade that is watched for.
 */
const CONSENT_PATH = /\/(?:(?:cookies?|privacy)[-_])?consent(?:\.[a-z]{2,5})?(?:\/|$)/i;
const LOGIN_PATH =
  /\/(?:(?:(?:wp|users?|members?|account)[-_])?(?:log|sign)[-_]?in|sign[-_]?up|auth|sso|checkpoint)(?:\.[a-z]{2,5})?(?:\/|$)/i;

/**
 * What every hop must pass: an address that can be one, no way inside, and the source's gate.
 * @throws AppError `source.refused`.
 */
export function checkUrl(text: string, gate: Gate, loopbackPorts: ReadonlySet<number>): URL {
  const url = text.length <= MAX_URL_LENGTH && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) {
    throw refused(`expected a valid address of at most ${MAX_URL_LENGTH} characters, found something else`, {
      reason: 'url',
    });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refused(`expected http or https, found ${url.protocol.slice(0, -1)}`, {
      reason: 'scheme',
      host: url.host,
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw refused(
      `expected an address without user name and password for ${url.host}; Vigie never signs in`,
      {
        reason: 'credentials',
        host: url.host,
      },
    );
  }
  const literal = literalAddress(url.hostname);
  if (literal !== undefined && !isDialable(literal, portOf(url), loopbackPorts)) {
    throw refused(
      `expected a public internet address, found ${url.hostname}; Vigie never connects to internal ones`,
      {
        reason: 'address-literal',
        host: url.host,
      },
    );
  }
  gate.check(url);
  return url;
}

/**
 * Where a redirect leads, if we may go there. A login page in between is a wall, not a way.
 * @throws AppError `source.refused` or `source.blocked`.
 */
export function nextHop(from: URL, location: string, gate: Gate, loopbackPorts: ReadonlySet<number>): URL {
  const next = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
  if (next !== undefined && LOGIN_PATH.test(next.pathname) && !LOGIN_PATH.test(from.pathname)) {
    throw blocked(`${from.host} sends us to a login page; Vigie collects public pages only`, {
      reason: 'login-wall',
      host: from.host,
      isRedirect: true,
    });
  }
  if (next !== undefined && CONSENT_PATH.test(next.pathname) && !CONSENT_PATH.test(from.pathname)) {
    throw blocked(`${from.host} sends us to a page that asks for consent, which nobody here can give`, {
      reason: 'consent-wall',
      host: from.host,
      isRedirect: true,
    });
  }
  if (next !== undefined && from.protocol === 'https:' && next.protocol === 'http:') {
    throw refused(`${from.host} redirects from https to http, which Vigie does not follow`, {
      reason: 'downgrade',
      host: from.host,
    });
  }
  return checkUrl(next?.href ?? location, gate, loopbackPorts);
}
