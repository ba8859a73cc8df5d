import type { SeenPosts } from '../contracts/coverage.ts';

interface Counted {
  readonly month: string;
  readonly posts: number;
  readonly flagged: number;
}

/** What came from a month on, such as 2026-10, and when anything last did. */
export function seenIn(rows: readonly Counted[], from: string): SeenPosts {
  const now = rows.filter(({ month }) => month >= from);
  const last = rows.reduce<string | null>(
    (latest, { month }) => (latest === null || month > latest ? month : latest),
    null,
  );
  return {
    posts: now.reduce((sum, { posts }) => sum + posts, 0),
    flagged: now.reduce((sum, { flagged }) => sum + flagged, 0),
    lastMonth: last,
  };
}
