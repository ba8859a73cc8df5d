import { z } from 'zod';
import { placeholdersOf, type WordField } from './placeholder.ts';

/**
 * What a public place may be collected for. The list is closed: enforcement against migrants, assessment of asylum
 * claims and checks of anybody's status are not in it (Smuggling Protocol, articles 2, 5, 16 and 19), and no file can
 * add them. The records hold the same list as a constraint.
 */
export const PURPOSES = ['detect-offers', 'research', 'demonstration'] as const;
export const Purpose = z.enum(PURPOSES);
export type Purpose = z.infer<typeof Purpose>;

/** Longest time between two reviews of an authorisation, in months. */
export const MAX_REVIEW_MONTHS = 6;

const Words = (least: number) => z.string().trim().min(least).max(2000);
const Day = z.iso.date();

const record = {
  legalBasis: Words(3).describe('The provision, order or decision that allows the collection.'),
  controller: Words(3).describe(
    'The authority that answers for the processing (Directive (EU) 2016/680, article 3(8)).',
  ),
  purpose: Purpose.describe('What the posts may be used for. The list is closed.'),
  necessity: Words(20).describe('Why less intrusive means would not reach the purpose.'),
  requester: Words(1).describe('Who asked for it.'),
  approver: Words(1).describe('Who allowed it: another person.'),
  startsOn: Day.describe('First day on which it counts, UTC.'),
  expiresOn: Day.describe('From the start of this day on nothing is fetched, UTC.'),
  reviewedOn: Day.optional().describe('The last review, when there was one.'),
  reviewBy: Day.describe(
    'From the start of this day on nothing is fetched until it was reviewed: at most six months after reviewedOn or startsOn.',
  ),
  retention: z
    .strictObject({
      unflaggedHours: z.number().positive().max(24),
      flaggedDays: z.int().min(1).max(180),
    })
    .describe('How long texts of this source may be kept; where policy.yml says less, that holds.'),
};

const Host = z.string().regex(/^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[1-9]\d{0,4})?$/, {
  error:
    'expected a host such as board.example.org, in small ASCII letters, without scheme, path or wildcard',
});

const PathPrefix = z
  .string()
  .regex(/^\/[^?#*\\\s]*$/, {
    abort: true,
    error: 'expected a path such as /board/, without query or wildcard',
  })
  .refine((path) => URL.canParse(path, 'http://host') && new URL(path, 'http://host').pathname === path, {
    error: 'expected a path as browsers send it: encoded, without . and ..',
  });

/** Hosts and, on each, the paths that may be asked for; nothing else is. */
const Scope = z
  .array(z.strictObject({ host: Host, paths: z.array(PathPrefix).min(1).max(50) }))
  .min(1)
  .max(50);
export type Scope = z.infer<typeof Scope>;

type Dated = Pick<z.infer<z.ZodObject<typeof record>>, 'startsOn' | 'expiresOn' | 'reviewedOn' | 'reviewBy'>;

/** What an authorisation must say as a whole is checked also where one of its fields has a fault: all faults at once. */
const EVEN_AFTER_FAULTS = { when: () => true };

/** Why and on whose word posts of a source may be processed. */
export const Authorisation = z.strictObject(record).superRefine(checkWhole, EVEN_AFTER_FAULTS);
export type Authorisation = z.infer<typeof Authorisation>;

/** The same for a source that is collected: also what may be asked for, and how often. */
export const CollectionAuthorisation = z
  .strictObject({
    ...record,
    scope: Scope.describe('Hosts, and on each the paths that may be asked for; nothing else is.'),
    pauseSeconds: z.number().min(2).max(60).describe('Least pause between two requests to one host.'),
  })
  .superRefine(checkWhole, EVEN_AFTER_FAULTS);

function checkWhole(value: unknown, { addIssue }: z.core.$RefinementCtx): void {
  if (typeof value !== 'object' || value === null) return;
  const found = value as { readonly [name: string]: unknown };
  const fault = (field: string, message: string): void =>
    addIssue({ code: 'custom', path: [field], message, input: found[field] });
  const { requester, approver } = found;
  if (typeof requester === 'string' && typeof approver === 'string' && isSameName(requester, approver))
    fault('approver', 'expected an approver who is not the requester, found the same person twice');
  const day = (field: keyof Dated): string | undefined => Day.safeParse(found[field]).data;
  const [startsOn, expiresOn, reviewedOn, reviewBy] = [
    day('startsOn'),
    day('expiresOn'),
    day('reviewedOn'),
    day('reviewBy'),
  ];
  if (startsOn === undefined) return;
  if (expiresOn !== undefined && expiresOn <= startsOn) fault('expiresOn', 'expected a date after startsOn');
  if (reviewedOn !== undefined && reviewedOn < startsOn)
    fault('reviewedOn', 'expected a review after startsOn');
  if (reviewBy === undefined) return;
  const last = addMonths(reviewedOn ?? startsOn, MAX_REVIEW_MONTHS);
  const since = reviewedOn === undefined ? 'startsOn' : 'reviewedOn';
  if (reviewBy <= (reviewedOn ?? startsOn)) fault('reviewBy', `expected a date after ${since}`);
  if (reviewBy > last)
    fault('reviewBy', `expected a date at most ${MAX_REVIEW_MONTHS} months after ${since} (${last})`);
}

/** Two spellings of one name are one person. */
function isSameName(one: string, other: string): boolean {
  const plain = (name: string) => name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
  return plain(one) === plain(other);
}

/** The same day of a later month, or that month's last day where it has none such. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastDate = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const at = new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastDate)));
  return at.toISOString().slice(0, 10);
}

/** Why an authorisation does not count on a day. */
export type AuthorisationGap = 'placeholder' | 'not-started' | 'expired' | 'review-overdue';

/**
 * What is missing of an authorisation at `nowMs`, or `null` when it is in force. Days begin at midnight, UTC. One that holds words of an
 * example was given by nobody, whatever its dates say.
 */
export function authorisationGap(
  authorisation: Dated & Partial<Record<WordField, string>>,
  nowMs: number,
): AuthorisationGap | null {
  if (placeholdersOf(authorisation).length > 0) return 'placeholder';
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const { startsOn, expiresOn, reviewedOn, reviewBy } = authorisation;
  if (today < startsOn) return 'not-started';
  if (today >= expiresOn) return 'expired';
  // A review that is still to come has not been held.
  return today >= reviewBy || (reviewedOn ?? startsOn) > today ? 'review-overdue' : null;
}
