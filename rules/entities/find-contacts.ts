import type { Normalised } from '../text/normalise.ts';
import { allMatches } from './all-matches.ts';
import type { Candidate } from './entity.ts';
import { findPhones } from './find-phones.ts';

/** A host to its end: names of the highest level have up to 18 letters, those in other scripts begin with "xn--". */
const HOST = String.raw`(?:[a-z0-9-]{1,63}\.){1,4}(?:xn--[a-z0-9-]{1,59}|[a-z]{2,18})`;
/** Bounded like the patterns of packs, so that no text makes them slow. The sign that ends a sentence is no part of one. */
const LINK = new RegExp(
  String.raw`(?:https?:\/\/)?${HOST}\/[a-z0-9_+#@/?=&%.-]{0,79}[a-z0-9_+#@/=&%-]|https?:\/\/${HOST}`,
  'g',
);
/** Not the host of an e-mail address. "dm@example_handle" is one: adverts leave the space out. */
const HANDLE = new RegExp(`(?<![a-z0-9._+-](?=@${HOST}(?![a-z0-9_])))@[a-z0-9_.]{2,29}[a-z0-9_]`, 'g');

/** Telephone numbers, handles and links in the normalised text of a post. */
export function findContacts(text: string, origin: Normalised, post: string): readonly Candidate[] {
  const links = allMatches(text, LINK, 'link').map((one) => ({
    ...one,
    value: linkValue(one, origin, post),
  }));
  const handles = allMatches(text, HANDLE, 'handle').filter((one) => !isInsideAny(links, one));
  const phones = findPhones(text, origin, post).filter(
    (one) => !isInsideAny(links, one) && !isInsideAny(handles, one),
  );
  return [...links, ...handles, ...phones];
}

/**
 * With and without its scheme, and with a slash at its end, a link leads to the same place. Behind its host, capitals and letters
 * that stand twice tell one from another, as in invitations; so it is read as the post has it, unless letters are in disguise there.
 */
function linkValue({ start, end, value }: Candidate, { from, to }: Normalised, post: string): string {
  const written = post.slice(from[start] ?? 0, to[end - 1] ?? 0);
  const link = PLAIN.test(written) ? written : value;
  const [host = '', ...path] = link
    .replace(/^https?:\/\//i, '')
    .replace(/\/+$/, '')
    .split('/');
  return [host.toLowerCase(), ...path].join('/');
}

const PLAIN = /^[!-~]+$/;

function isInsideAny(ranges: readonly Candidate[], { start, end }: Candidate): boolean {
  return ranges.some((range) => start >= range.start && end <= range.end);
}
