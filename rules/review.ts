import { z } from 'zod';

/** A day of the calendar. */
export const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'expected a date as YYYY-MM-DD', abort: true })
  .refine((day) => z.iso.date().safeParse(day).success, 'expected a day that the calendar has');

/** Who has checked the words of a file, and when; whoever changes them afterwards says `none` again. */
export const Review = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('none') }),
  z.strictObject({
    status: z.literal('native'),
    by: z.string().min(2).describe('The native reader, by the name under which they answer for it.'),
    on: date,
  }),
]);
