import type { FlaggedPost } from '../../queue/storage/index.ts';

/** What scoring says of a flagged post whose way and address nobody told. */
export function flaggedPost(told: Pick<FlaggedPost, 'postId' | 'lane' | 'contentToken'>): FlaggedPost {
  return {
    ...told,
    permalinkToken: null,
    sourceId: 'source',
    language: 'en',
    departures: [],
    origin: 'unknown',
    destination: 'unknown',
  };
}
