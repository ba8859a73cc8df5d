import { z } from 'zod';
import { MaxPages, Url } from './fields.ts';

/** A timeline of a Mastodon-compatible server that shows it without an account. */
export const mastodonFields = {
  url: Url,
  timeline: z
    .union([z.literal('public'), z.templateLiteral(['tag/', z.string().min(1)])], {
      error: 'expected "public" or "tag/<hashtag>"',
    })
    .refine((timeline) => !/[#\s]/.test(timeline), {
      // A server answers such a name with an empty list, for ever.
      error: 'expected the hashtag without "#" and blanks',
    })
    .default('public'),
  maxPages: MaxPages,
};
