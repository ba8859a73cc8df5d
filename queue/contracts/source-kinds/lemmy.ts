import { z } from 'zod';
import { listField, MaxPages, Url } from './fields.ts';

/** Posts or comments of one community, as a Lemmy server shows them without an account; 50 a page. */
export const lemmyFields = {
  url: Url,
  /** Version of the interface: 3 for Lemmy 0.19, 4 for Lemmy 1. */
  api: z.union([z.literal(3), z.literal(4)], { error: 'expected 3 (Lemmy 0.19) or 4 (Lemmy 1)' }).default(3),
  list: listField('posts/community', 'comments/community@server.example.org'),
  maxPages: MaxPages,
};
