import type { CollectedKind, CollectedPage } from '../../queue/contracts/index.ts';
import { blueskyAdapter } from './bluesky/index.ts';
import { classifiedsAdapter } from './classifieds/index.ts';
import { discourseAdapter } from './discourse/index.ts';
import { feedAdapter } from './feed/index.ts';
import { forumAdapter } from './forum/index.ts';
import { htmlAdapter } from './html/index.ts';
import { jetstreamAdapter } from './jetstream/index.ts';
import { lemmyAdapter } from './lemmy/index.ts';
import { mastodonAdapter } from './mastodon/index.ts';
import { redditAdapter } from './reddit/index.ts';
import { renderedAdapter } from './rendered/index.ts';
import { sitemapAdapter } from './sitemap/index.ts';
import type { CollectContext, SourceAdapter, SourceOf } from './source-adapter.ts';
import { telegramAdapter } from './telegram/index.ts';
import { wordpressAdapter } from './wordpress/index.ts';
import { youtubeAdapter } from './youtube/index.ts';

/** Every adapter, by the kind its sources name. A test holds this list against the folders. */
export const ADAPTERS: { readonly [K in CollectedKind]: SourceAdapter<K> } = {
  feed: feedAdapter,
  html: htmlAdapter,
  mastodon: mastodonAdapter,
  rendered: renderedAdapter,
  bluesky: blueskyAdapter,
  jetstream: jetstreamAdapter,
  lemmy: lemmyAdapter,
  discourse: discourseAdapter,
  telegram: telegramAdapter,
  reddit: redditAdapter,
  youtube: youtubeAdapter,
  forum: forumAdapter,
  sitemap: sitemapAdapter,
  classifieds: classifiedsAdapter,
  wordpress: wordpressAdapter,
};

/** The adapter of a source's own kind. */
export function adapterOf(source: SourceOf<CollectedKind>): SourceAdapter {
  // Each adapter takes sources of its own kind only; under that kind's name the registry holds no other.
  return ADAPTERS[source.kind] as SourceAdapter;
}

/** Collects a source with the adapter of its kind. */
export function collectBy(
  source: SourceOf<CollectedKind>,
  context: CollectContext,
): AsyncIterable<CollectedPage> {
  return adapterOf(source).collect(source, context);
}
