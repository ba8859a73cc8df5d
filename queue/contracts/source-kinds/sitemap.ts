import { z } from 'zod';
import { LinkedPages, SelectorMap, Url } from './fields.ts';

/** Pages that a site's sitemap names, newest change first. */
export const sitemapFields = {
  url: Url,
  /** Beginnings of the paths that are read. @defaultValue all */
  paths: z.array(z.string().startsWith('/')).min(1).max(50).optional(),
  selectors: SelectorMap,
  maxPages: LinkedPages,
};
