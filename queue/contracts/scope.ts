import type { Scope } from './authorisation.ts';

/** Asked for on every host of a scope, whatever its paths: it holds the host's own rules for us (RFC 9309). */
const ROBOTS_PATH = '/robots.txt';

/** Whether the address is on a host that the scope lists, port included. */
export function hasHost(scope: Scope, { host }: URL): boolean {
  return scope.some((entry) => entry.host === host);
}

/**
 * Whether the scope lists the address. A path covers what lies below it: `/board` covers `/board` and `/board/2`, not
 * `/boarding`. Slashes and dots that are written encoded count as what some servers take them for.
 */
export function isInScope(scope: Scope, url: URL): boolean {
  const paths = scope.filter(({ host }) => host === url.host).flatMap((entry) => entry.paths);
  if (paths.length > 0 && url.pathname === ROBOTS_PATH) return true;
  const covers = (pathname: string) => paths.some((path) => isBelow(path, pathname));
  return covers(url.pathname) && covers(asDecoded(url));
}

function isBelow(prefix: string, pathname: string): boolean {
  return prefix.endsWith('/')
    ? pathname.startsWith(prefix)
    : pathname === prefix || pathname.startsWith(`${prefix}/`);
}

function asDecoded(url: URL): string {
  const decoded = url.pathname.replaceAll(/%2f|%5c/gi, '/');
  return new URL(`${url.origin}${decoded}`).pathname;
}
