import { z } from 'zod';
import { listField, MaxPages, Url } from './fields.ts';

/** Lists of the YouTube Data API; 100 comments or 50 videos a page. */
export const youtubeFields = {
  url: Url.default('https://www.googleapis.com'),
  list: listField(
    'comments/video id',
    'channel-comments/channel id',
    'channel-videos/channel id',
    'search/some words',
  ),
  maxPages: MaxPages,
  /** File with the API key. */
  apiKeyFile: z.string().min(1),
};
