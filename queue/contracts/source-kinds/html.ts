import { MaxPages, SelectorMap, Url } from './fields.ts';

/** Pages that stand in HTML as they are sent. */
export const htmlFields = { url: Url, selectors: SelectorMap, maxPages: MaxPages };
