import { asTyped } from '../text/as-typed.ts';

/** Whether two spellings stand for one person: an author is written as words, an approver as an id, which is mostly typed without accents. */
export function isSamePerson(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(name: string): string {
  return asTyped(name)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((part) => part !== '')
    .join('-');
}
