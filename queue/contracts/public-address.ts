import { sessionFree } from './session-free.ts';
import { trackingFree } from './tracking-free.ts';

const PREFIX = /^(?:www|m|mobile|old|amp)\./;
const MAX_ADDRESS = 2000;

/** Top-level names that nobody on the public internet has (RFC 2606, RFC 6762, RFC 8375). */
const PRIVATE_NAMES: ReadonlySet<string> = new Set(['localhost', 'local', 'internal', 'lan', 'home', 'arpa']);

/**
 * Reads what somebody typed as the address of a public page. Numbers instead of a host name, names of private networks,
 * user names and other schemes than http are no public address.
 */
export function publicAddress(typed: string): URL | undefined {
  const text = typed.trim();
  if (text.length === 0 || text.length > MAX_ADDRESS || /\s/.test(text)) return undefined;
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const whole = hasScheme ? text : `https://${text}`;
  if (!URL.canParse(whole)) return undefined;
  const url = new URL(whole);
  if (!/^https?:$/.test(url.protocol)) return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  const labels = url.hostname.replace(/\.$/, '').split('.');
  const top = labels.at(-1) ?? '';
  // A host of digits or in brackets is an address of a machine; every top-level name has a letter.
  if (labels.length < 2 || !/^[a-z][a-z0-9-]+$/.test(top) || PRIVATE_NAMES.has(top)) return undefined;
  return url;
}

/**
 * One form for the many ways in which one page is addressed: no scheme, no `www.` or `m.`, no tracking, no session, no slash at
 * the end. A fragment stays, because it may be what names a comment, unless it only repeats a number of the query, as boards
 * do (`?p=7#p7`). `undefined` for what is no public address.
 */
export function addressForm(typed: string): string | undefined {
  const url = publicAddress(typed);
  return url === undefined ? undefined : formOf(sessionFree(url));
}

/** The forms under which a page may be kept: what was stored before sessions were left out has the one of its visit. */
export function addressForms(typed: string): readonly string[] {
  const url = publicAddress(typed);
  return url === undefined ? [] : [...new Set([formOf(sessionFree(url)), formOf(url)])];
}

function formOf(url: URL): string {
  const query = [...trackingFree(url).searchParams].sort(([one], [other]) =>
    one < other ? -1 : one > other ? 1 : 0,
  );
  const host = url.hostname.replace(/\.$/, '').replace(PREFIX, '');
  const port = url.port === '' ? '' : `:${url.port}`;
  const path = url.pathname.replace(/\/+$/, '');
  const rest = query.length === 0 ? '' : `?${new URLSearchParams(query)}`;
  return `${host}${port}${path}${rest}${ownFragment(url)}`;
}

function ownFragment(url: URL): string {
  const digits = url.hash.replace(/\D/g, '');
  return digits === '' || [...url.searchParams.values()].includes(digits) ? '' : url.hash;
}
