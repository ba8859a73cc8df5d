import { MaxPages, Url } from './fields.ts';

/** Preview of a public channel, `https://t.me/s/<channel>`; about 20 messages a page. */
export const telegramFields = { url: Url, maxPages: MaxPages };
