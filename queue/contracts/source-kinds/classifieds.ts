import { z } from 'zod';
import { LinkedPages, Listings, SelectorMap, Url } from './fields.ts';

/** Advertisements that each have a page of their own, found in a section's list. */
export const classifiedsFields = {
  url: Url,
  /** Where in the list the links to the advertisements are, and the link to its next page. */
  listing: z.strictObject({ link: z.string().min(1), next: z.string().min(1).optional() }),
  /** Where in an advertisement's own page it is. */
  selectors: SelectorMap,
  maxListings: Listings,
  maxPages: LinkedPages,
};
