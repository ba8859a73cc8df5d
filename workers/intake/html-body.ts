import { storableText } from '../../queue/contracts/index.ts';
import { readHtml } from '../sources/parse/html-addresses.ts';
import type { RecordDraft } from './record.ts';

/** A tag, or a character written as its name or number. */
const MARKUP = /<\/?[a-z][^<>]*>|&(?:[a-z]+|#\d+|#x[0-9a-f]+);/i;
/** Longer than any post of these platforms, UTF-16 units; a hundred thousand tags would take minutes to read. */
const MAX_HTML = 20_000;

/**
 * The text of a body that a platform gives as HTML, and where its links lead; one without markup, or too long to be a post, stays as
 * it is.
 * @param places addresses of the platform; links that stay there are none
 */
export function readBody(
  body: string,
  places: readonly (string | undefined)[],
): { readonly text: string } & Required<Pick<RecordDraft, 'links'>> {
  if (body.length > MAX_HTML || !MARKUP.test(body)) return { text: body, links: [] };
  // A NUL would be dropped without a trace where HTML is read.
  const { text, addresses } = readHtml(storableText(body), places);
  return { text, links: addresses };
}
