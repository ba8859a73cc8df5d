import { numberingPlans } from '../load/numbering-plans.ts';
import { hasLineEnd, isLineEnd } from '../text/line-end.ts';
import type { Normalised } from '../text/normalise.ts';
import { allMatches } from './all-matches.ts';
import type { Candidate } from './entity.ts';
import { NO_PHONE } from './numeric-date.ts';

/**
 * Seven to fifteen digits are a telephone number (E.164 allows no more), with usual separators between. A slash is one behind
 * an area code alone (but not in "05/2026"): behind more digits it stands between two numbers. Where two numbers that each begin
 * with a 0 follow one another they are two. None begins with the minutes of an hour.
 */
const PHONE = new RegExp(
  [
    String.raw`(?:(?:\+|00) ?\d(?:[ ().-]{0,2}\d){2,7}|\(?0\d{1,5})\)? ?\/ ?(?!20\d\d\b)\d{3}(?:[ ().-]{0,2}\d){2,6}`,
    String.raw`\(?0[1-9](?:[ ().-]{0,2}\d){7,9}(?= {1,2}\(?0[1-9]\d)`,
    String.raw`\+? ?\(?\d(?:[ ().-]{0,2}\d){6,14}`,
  ]
    .map((form) => String.raw`(?<!\d|\d:(?=[0-5]\d(?!\d)))(?:${form})(?!\d)`)
    .join('|'),
  'g',
);

/** Telephone numbers of a post; each is on one line of it, and no date, hours, address of a machine or place on the globe is part of one. */
export function findPhones(text: string, origin: Normalised, post: string): readonly Candidate[] {
  const rest = withLineEnds(text, origin, post).replace(NO_PHONE, (other) => '\n'.repeat(other.length));
  return allMatches(rest, PHONE, 'phone').map((one) => ({ ...one, value: phoneValue(one.value) }));
}

function withLineEnds(text: string, origin: Normalised, post: string): string {
  if (!hasLineEnd(post)) return text;
  return text.replaceAll(' ', (space, at: number) => (isLineEnd(post, origin, at) ? '\n' : space));
}

/** Only the window that looks like a number is parsed: searching 100 KB of digits with the library takes 0.3 s. */
function phoneValue(written: string): string {
  const digits = written.replace(/\D/g, '');
  const isInternational = written.startsWith('+') || digits.startsWith('00');
  if (!isInternational) return digits;
  return numberingPlans().parsePhoneNumberFromString(`+${digits.replace(/^00/, '')}`)?.number ?? digits;
}
