import { z } from 'zod';
import { MaxPages, Url } from './fields.ts';

/** Comments or posts of a WordPress site that answers on its REST interface without an account; 100 a page. */
export const wordpressFields = {
  url: Url,
  list: z.enum(['comments', 'posts']),
  maxPages: MaxPages,
};
