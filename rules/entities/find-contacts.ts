import { numberingPlans } from '../load/numbering-plans.ts';
import type { Candidate, EntityKind } from './entity.ts';

/** Bounded like the patterns of packs, so that no text makes them slow. */
const LINK =
  /(?:https?:\/\/)?(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}\/[a-z0-9_+#@/?=&%.-]{1,80}|https?:\/\/(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}/g;
const HANDLE = /@[a-z0-9_.]{3,30}/g;
/** Seven to fifteen digits are a telephone number (E.164 allows no more), with usual separators between. */
const PHONE = /\+? ?\(?\d(?:[ ().-]{0,2}\d){6,14}/g;

/** Telephone numbers, handles and links in normalised text. */
export function findContacts(text: string): readonly Candidate[] {
  const links = all(text, LINK, 'link');
  const handles = all(text, HANDLE, 'handle').filter((one) => !isInsideAny(links, one));
  const phones = all(text, PHONE, 'phone')
    .filter((one) => !isInsideAny(links, one) && !isInsideAny(handles, one))
    .map((one) => ({ ...one, value: phoneValue(one.value) }));
  return [...links, ...handles, ...phones];
}

/** The first so many places where a pattern fits; a post that names more of a kind is no advert. */
export function all(text: string, expression: RegExp, kind: EntityKind): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: match, index } of text.matchAll(expression)) {
    const value = match.trim();
    const start = index + match.indexOf(value);
    found.push({ kind, start, end: start + value.length, value });
    if (found.length === MOST_OF_A_KIND) break;
  }
  return found;
}

export const MOST_OF_A_KIND = 100;

function isInsideAny(ranges: readonly Candidate[], { start, end }: Candidate): boolean {
  return ranges.some((range) => start >= range.start && end <= range.end);
}

/** Only the window that looks like a number is parsed: searching 100 KB of digits with the library takes 0.3 s. */
function phoneValue(written: string): string {
  const digits = written.replace(/\D/g, '');
  const isInternational = written.startsWith('+') || digits.startsWith('00');
  if (!isInternational) return digits;
  return numberingPlans().parsePhoneNumberFromString(`+${digits.replace(/^00/, '')}`)?.number ?? digits;
}
