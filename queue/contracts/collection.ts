import { z } from 'zod';
import type { CollectedPost } from './post.ts';

/**
 * What a host's robots.txt said (RFC 9309): `none` for a host without one, `unreachable` for one that could not be read,
 * which counts as a refusal.
 */
export const RobotsRecord = z.strictObject({
  verdict: z.enum(['allowed', 'disallowed', 'none', 'unreachable']),
  /** SHA-256 of the file as read, in hexadecimal; `null` where there was none to read. */
  sha256: z.string().nullable(),
});
export type RobotsRecord = z.infer<typeof RobotsRecord>;

/** What a server gave with a page so that we may ask whether it has changed (RFC 9110, section 13). */
export const Validators = z.strictObject({
  etag: z.string().max(1000).optional(),
  lastModified: z.string().max(100).optional(),
});
export type Validators = z.infer<typeof Validators>;

/** One page of a source as its adapter read it. */
export interface CollectedPage {
  /** The address that answered. */
  readonly url: string;
  readonly posts: CollectedPost[];
  /** Address of the next, older page; `undefined` at the end of the list. */
  readonly next?: string | undefined;
  readonly validators?: Validators | undefined;
  /** The server says that the page is the one we know (304). */
  readonly isUnchanged?: boolean;
  /** One of several pages that a list named, or a part of a stream: what it holds says nothing about what follows. */
  readonly isListed?: boolean;
  /**
   * Where a stream goes on behind this part of it, in words of its adapter; stored with the posts and given to the next
   * part's reader as the plan's `resume`.
   */
  readonly resume?: string | undefined;
  /** What robots.txt said when this page was asked for; `undefined` where it is not asked. */
  readonly robots?: RobotsRecord | undefined;
}

/** Where a walk through a source's pages begins and how far it goes. */
export interface WalkPlan {
  /** Address to begin at. @defaultValue the newest page */
  readonly from?: string | undefined;
  /** Where a stream goes on; `undefined` at its first round. */
  readonly resume?: string | undefined;
  /** Pages at most. @defaultValue as many as the source's kind reads in a round */
  readonly pages?: number | undefined;
  /** Ask the first page only for what changed since these. */
  readonly validators?: Validators | undefined;
}

export type RoundKind = 'live' | 'backfill';
