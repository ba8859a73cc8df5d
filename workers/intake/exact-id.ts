import { z } from 'zod';

/** Beyond 2^53 two ids that differ are one number: the second post would be taken for the first. */
export function isInexact(id: unknown): id is number {
  return typeof id === 'number' && Math.abs(id) > Number.MAX_SAFE_INTEGER;
}

/** A number as text; `undefined` where JSON did not hold the digits that were written. */
export function exactText(number: number): string | undefined {
  return isInexact(number) ? undefined : String(number);
}

/** An id of a post as files give it: text, or a number that JSON did not change in reading. */
export const ExactId = z
  .union([z.string(), z.number()], 'expected text or a number')
  .refine((id) => !isInexact(id), 'expected a number of at most 15 digits, or text in quotes');
