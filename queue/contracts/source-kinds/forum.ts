import { z } from 'zod';
import { LinkedPages, Listings, Url } from './fields.ts';

/** A board of forum software whose pages are known, by the address of one of its sections. */
export const forumFields = {
  url: Url,
  software: z.enum(['phpbb', 'vbulletin']),
  maxListings: Listings,
  maxPages: LinkedPages,
};
