import { storableText } from '../../queue/contracts/index.ts';
import { htmlToText } from '../sources/parse/html-to-text.ts';

/** A tag, or a character written as its name or number. */
const MARKUP = /<\/?[a-z][^<>]*>|&(?:[a-z]+|#\d+|#x[0-9a-f]+);/i;
/** Longer than any post of these platforms, UTF-16 units; a hundred thousand tags would take minutes to read. */
const MAX_HTML = 20_000;

/** The text of a body that a platform gives as HTML; one without markup, or too long to be a post, stays as it is. */
export function textOfHtml(body: string): string {
  if (body.length > MAX_HTML || !MARKUP.test(body)) return body;
  // A NUL would be dropped without a trace where HTML is read.
  return htmlToText(storableText(body));
}
