import { z } from 'zod';
import { listField, MaxPages, Url } from './fields.ts';

/** Lists of Reddit's official interface, application-only; 100 entries a page. */
export const redditFields = {
  url: Url.default('https://oauth.reddit.com'),
  tokenUrl: Url.default('https://www.reddit.com/api/v1/access_token'),
  list: listField('new/subreddit', 'comments/subreddit', 'search/some words'),
  maxPages: MaxPages,
  /** File with the application's id and secret, written `id:secret`. */
  apiKeyFile: z.string().min(1),
};
