import { feedAdapter } from './feed/index.ts';
import { htmlAdapter } from './html/index.ts';
import { mastodonAdapter } from './mastodon/index.ts';
import { renderedAdapter } from './rendered/index.ts';
import type { CollectedKind, SourceAdapter } from './source-adapter.ts';

/** Every adapter, by the kind its sources name. A test holds this list against the folders. */
export const ADAPTERS: { readonly [K in CollectedKind]: SourceAdapter<K> } = {
  feed: feedAdapter,
  html: htmlAdapter,
  mastodon: mastodonAdapter,
  rendered: renderedAdapter,
};
