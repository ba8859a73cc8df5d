/** A page or sitemap that a sitemap or index names. */
export interface Listed {
  readonly address: string;
  /** ISO 8601; empty where none is stated. */
  readonly changedAt: string;
}

/**
 * Pages of several sitemaps, newest change first, whichever of them names it. Pages without a time come behind, in the order of
 * their files; where there are more than are read, from both ends of each file in turn: some sites put the newest first, some last,
 * and of those the round would have the oldest for ever.
 */
export function orderLinks(sitemaps: readonly (readonly Listed[])[], maxPages: number): string[] {
  const timed = newestFirst(sitemaps.flat().filter(({ changedAt }) => changedAt !== ''));
  const untimed = sitemaps.map((pages) => pages.filter(({ changedAt }) => changedAt === ''));
  const isWhole = sitemaps.flat().length <= maxPages;
  const rest = isWhole ? untimed.flat() : inTurn(untimed.map(fromBothEnds));
  return [...timed, ...rest].map(({ address }) => address);
}

/** Stable: what has no time stays in its order, behind the others. */
export function newestFirst(listed: readonly Listed[]): Listed[] {
  return [...listed].sort((one, other) =>
    one.changedAt < other.changedAt ? 1 : one.changedAt > other.changedAt ? -1 : 0,
  );
}

function fromBothEnds<T>(list: readonly T[]): T[] {
  const half = Math.ceil(list.length / 2);
  return inTurn([list.slice(0, half), list.slice(half).reverse()]);
}

function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
}
