import { MaxPages, Url } from './fields.ts';

/** RSS, Atom or JSON Feed; `maxPages` counts where a feed names its next page. */
export const feedFields = { url: Url, maxPages: MaxPages };
