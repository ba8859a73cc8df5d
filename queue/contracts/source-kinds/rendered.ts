import { SelectorMap, Url } from './fields.ts';

/** A page that exists only after its script ran. */
export const renderedFields = { url: Url, selectors: SelectorMap };
