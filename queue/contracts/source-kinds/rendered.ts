import { z } from 'zod';
import { Selector, SelectorMap, Url } from './fields.ts';

/** Pages that exist only after their script ran. */
export const renderedFields = {
  url: Url,
  selectors: SelectorMap,
  maxPages: z.int().min(1).max(50).default(1),
  /** Times that a page is scrolled, or its `loadMore` button pressed, until nothing more comes. */
  maxScrolls: z.int().min(0).max(50).default(0),
  /** A button that brings more posts onto the same page; it is pressed instead of scrolling. */
  loadMore: Selector.optional(),
};
