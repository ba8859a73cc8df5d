import { z } from 'zod';
import { MaxPages, Url } from './fields.ts';

/** Newest posts of a Discourse forum that may be read without an account; about 50 a page. */
export const discourseFields = {
  url: Url,
  /** Keeps only posts of these categories, by their number. */
  categories: z.array(z.int().min(1)).min(1).max(100).optional(),
  maxPages: MaxPages,
};
