import type { CollectedPost, SelectorMap } from '../../../queue/contracts/index.ts';
import type { Wall } from './find-wall.ts';

interface Bytes {
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
  | (Bytes & { readonly kind: 'html'; readonly selectors: SelectorMap })
  | (Bytes & { readonly kind: 'mastodon' });

export interface ParsedPage {
  readonly posts: CollectedPost[];
  /** Entries that were found, with or without a usable text. */
  readonly found: number;
  /** Entries left out because they broke the contract, such as a key of 3,000 characters. */
  readonly rejected: number;
  /** Address of the next page, when the page names one. */
  readonly next?: string;
  /** The last entry's own identifier, for paging by `max_id`. */
  readonly lastKey?: string;
}

/** What the parse thread answers: a page, or why it is none. A "no" is a normal answer here, so it is data. */
export type ParseOutcome =
  | { readonly kind: 'page'; readonly page: ParsedPage }
  | { readonly kind: 'wall'; readonly wall: Wall }
  | { readonly kind: 'unexpected'; readonly reason: string; readonly message: string };
