import type { RobotsRecord } from './collection.ts';
import type { SourceState } from './source.ts';

/** What a round of a source would bring, of which nothing was stored. */
export interface DryRun {
  readonly sourceId: string;
  readonly state: SourceState;
  readonly reason: string | null;
  readonly message: string | null;
  readonly robots: RobotsRecord | null;
  readonly pages: number;
  /** Whether the last page that was read names a further one. */
  readonly hasMore: boolean;
  /** Posts on these pages; `posts` shows the first of them. */
  readonly found: number;
  readonly posts: readonly DryPost[];
}

export interface DryPost {
  readonly text: string;
  readonly language: string | null;
  readonly publishedAt: string | null;
}
