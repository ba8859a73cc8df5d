import type { CollectedPost, SelectorMap, SourceReason } from '../../../queue/contracts/index.ts';
import type { Wanted } from '../jetstream/wanted.ts';
import type { Wall, WallFound } from './find-wall.ts';
import type { ThreadMark } from './thread-time.ts';

/** What was fetched, and what helps to read it. */
export interface Bytes {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** Where the bytes came from, for resolving links. */
  readonly url: string;
  /** The source's language, used as a hint where the page states none. */
  readonly language?: string | undefined;
}

/** One piece of work for the parse thread; only data that can be cloned. */
export type ParseJob =
  | (Bytes & { readonly kind: 'feed' })
  | (Bytes & {
      readonly kind: 'html';
      readonly selectors: SelectorMap;
      /** The page is one post: without a key or link of its own it is known by its address. */
      readonly isOnePost?: boolean;
      readonly order?: 'newest-first' | 'oldest-first';
    })
  | (Bytes & {
      readonly kind: 'links';
      /** One entry of the list. */
      readonly row: string;
      /** Links in an entry, the first that is there counts. */
      readonly links: readonly string[];
      readonly next?: string | undefined;
    })
  | (Bytes & { readonly kind: 'sitemap'; readonly paths?: readonly string[] | undefined })
  | (Bytes & { readonly kind: 'mastodon' })
  | (Bytes & { readonly kind: 'bluesky' })
  | (Bytes & { readonly kind: 'lemmy' })
  | (Bytes & { readonly kind: 'discourse'; readonly categories?: readonly number[] | undefined })
  | (Bytes & { readonly kind: 'telegram' })
  | (Bytes & { readonly kind: 'reddit' })
  | (Bytes & { readonly kind: 'youtube' })
  | (Bytes & { readonly kind: 'wordpress' })
  | {
      readonly kind: 'jetstream';
      readonly url: string;
      readonly language?: string | undefined;
      /** Messages of the stream, one event each. */
      readonly frames: readonly string[];
      readonly wanted: Wanted;
      /** No event is from later than this, microseconds since 1970. */
      readonly latestUs: number;
    };

/** A job with where its thread says that it has begun. */
export interface MarkedJob {
  readonly job: ParseJob;
  readonly mark: ThreadMark;
}

export interface ParsedPage {
  readonly posts: CollectedPost[];
  /** Entries that were found, with or without a usable text. */
  readonly found: number;
  /** Entries left out because they broke the contract, such as a key of 3,000 characters. */
  readonly rejected: number;
  /** Entries whose author asks to be shown only to people with an account; they are left out. */
  readonly closed?: number;
  /** Names of the source's selectors that match in none of the entries. */
  readonly unmatched?: readonly string[];
  /** Kinds of wall that elements of the page could tell of, were it without posts. */
  readonly marks?: readonly Wall[];
  /** Address of the next page, when the page names one. */
  readonly next?: string;
  /** Addresses of pages with posts, where the page is a list of them. */
  readonly links?: readonly string[];
  /** Addresses of more such lists. */
  readonly lists?: readonly string[];
  /** When each of these was last changed, ISO 8601, empty where the list does not say. */
  readonly changed?: readonly string[];
  /** The last entry's own identifier, for paging by `max_id`. */
  readonly lastKey?: string;
  /** Times of the first and the latest event of a stream, microseconds since 1970. */
  readonly span?: { readonly first: number; readonly last: number };
}

/** What the parse thread answers: a page, or why it is none. A "no" is a normal answer here, so it is data. */
export type ParseOutcome =
  | { readonly kind: 'page'; readonly page: ParsedPage }
  | WallFound
  | { readonly kind: 'unexpected'; readonly reason: SourceReason; readonly message: string };
