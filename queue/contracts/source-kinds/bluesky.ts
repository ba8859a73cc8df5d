import { listField, MaxPages, Url } from './fields.ts';

/** What the public AppView of Bluesky shows without an account; 100 posts a page. */
export const blueskyFields = {
  url: Url.default('https://public.api.bsky.app'),
  list: listField(
    'author/alice.example.org',
    'search/some words',
    'feed/at://did:plc:abc/app.bsky.feed.generator/name',
  ).refine((list) => !/^author\/@/.test(list), { error: 'expected the handle without "@"' }),
  maxPages: MaxPages,
};
