import { listField, MaxPages, Url } from './fields.ts';

/** Posts or comments of one community, as a Lemmy server shows them without an account; 50 a page. */
export const lemmyFields = {
  url: Url,
  list: listField('posts/community', 'comments/community@server.example.org'),
  maxPages: MaxPages,
};
