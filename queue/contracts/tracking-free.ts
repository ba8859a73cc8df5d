/** Parameters that say how somebody came to a page, not which page it is; several name who passed it on. */
const TRACKING = /^(?:utm_.*|fbclid|gclid|igsh(?:id)?|mibextid|ref_src|si)$/i;

/** The address without what tells who passed it on, and how; all else stays as it is written. */
export function trackingFree(url: URL): URL {
  const parameters = url.search.slice(1).split('&');
  const kept = parameters.filter((parameter) => !TRACKING.test(nameOf(parameter)));
  if (kept.length === parameters.length) return url;
  const free = new URL(url);
  free.search = kept.join('&');
  return free;
}

function nameOf(parameter: string): string {
  return [...new URLSearchParams(parameter).keys()][0] ?? '';
}
