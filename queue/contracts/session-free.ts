/**
 * Parameters in which software of websites carries the session of a visitor without cookies: phpBB and vBulletin (`sid`, `s`, an
 * MD5), PHP itself (`PHPSESSID`). A short `sid` is the number of a story or a section elsewhere, and stays.
 */
const IN_QUERY = /(?<=[?&])(?:(?:sid|s)=[0-9a-f]{32}|PHPSESSID=[^&#]*)(?:&|$)/gi;
/** Java servers write it behind the path. */
const IN_PATH = /;jsessionid=[^/;?#]*/gi;

/** The address without the session of whoever read the page: each visit has another one, and the page is the same. */
export function sessionFree(url: URL): URL {
  const query = url.search.replace(IN_QUERY, '').replace(/[?&]$/, '');
  const path = url.pathname.replace(IN_PATH, '');
  if (query === url.search && path === url.pathname) return url;
  const free = new URL(url);
  free.search = query;
  free.pathname = path;
  return free;
}
