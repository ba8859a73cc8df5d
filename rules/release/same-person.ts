import { asTyped } from '../text/as-typed.ts';
import { unmixToken } from '../text/confusables.ts';

/** Whether two spellings stand for one person: an author is written as words, an approver as an id, which is mostly typed without accents. */
export function isSamePerson(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

/** Signs that nobody sees: with one in it, an author's name would look like an approver's and be another. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

function plain(name: string): string {
  return asTyped(name.replaceAll(UNSEEN, ''))
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((part) => part !== '')
    .map(unmixed)
    .join('-');
}

/** A part of a name in one alphabet: a Cyrillic or Greek letter in a Latin word looks like one of its own. */
function unmixed(part: string): string {
  const units = Uint16Array.from({ length: part.length }, (_none, at) => part.charCodeAt(at));
  return unmixToken(units, 0, units.length) ? String.fromCharCode(...units) : part;
}
