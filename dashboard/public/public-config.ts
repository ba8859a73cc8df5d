import { z } from 'zod';
import { isRecipient } from '../../queue/vault/index.ts';

const Line = z.string().trim().min(1).max(200);
const Day = z.iso.date();
const Recipient = z
  .string()
  .refine(isRecipient, 'expected a public key such as "age1…", made with "vigie reports keygen"');

/** Whom people at risk are told to call. Each is somebody's word: a real one says whose, from where and when. */
const HelpContact = z
  .strictObject({
    /** ISO 3166-1 alpha-2; XA to XZ are nobody's, for entries that are invented. */
    country: z.string().regex(/^[A-Z]{2}$/, 'expected two capital letters such as "FR"'),
    kind: z.enum(['emergency', 'rescue', 'protection']),
    name: Line,
    phone: Line.optional(),
    /** Shown as text, never as a link: nothing of anybody else's is loaded or visited from here. */
    page: Line.optional(),
    /** Hours and languages, in the words of the operator. */
    note: Line.optional(),
    fictional: z.boolean().default(false),
    /** Where it was read. */
    source: Line.optional(),
    checkedOn: Day.optional(),
    verifiedBy: Line.optional(),
  })
  .refine(({ phone, page }) => phone !== undefined || page !== undefined, {
    error: 'expected a phone or a page',
    path: ['phone'],
  });
export type HelpContact = z.infer<typeof HelpContact>;

/** `config/public.yml`: what the public pages say of the authority, and the keys they seal to. */
export const PublicConfig = z.strictObject({
  authority: Line,
  /** To whom somebody turns who disagrees with what was decided. */
  supervision: Line,
  /** Where the public pages are reached, such as `https://report.unit.example`; letters to whoever posted name it. */
  address: z
    .url({ protocol: /^https?$/, error: 'expected an address such as https://report.unit.example' })
    .optional(),
  countries: z.array(HelpContact.shape.country).min(1),
  keys: z.strictObject({ reports: Recipient, contact: Recipient }).optional(),
  contacts: z.array(HelpContact),
});
export type PublicConfig = z.infer<typeof PublicConfig>;

/** A contact counts for this long after somebody checked it, days. */
const CHECKED_DAYS = 366;
const DAY_MS = 86_400_000;

/**
 * What keeps these pages from being served to the public: all of it at once.
 * @param now ms since 1970
 */
export function liveFaults(config: PublicConfig, now: number): string[] {
  const faults: string[] = [];
  const { keys, countries, contacts } = config;
  if (keys === undefined)
    faults.push(
      'keys: expected the public keys "reports" and "contact", found none; make each with "vigie reports keygen FILE"',
    );
  else if (keys.reports === keys.contact)
    faults.push('keys: expected two different keys for reports and contact, found one for both');
  const counting = contacts.filter((contact) => {
    const lacks = lacksOf(contact, now);
    if (lacks !== undefined && !contact.fictional)
      faults.push(`contacts: ${contact.country} "${contact.name}": ${lacks}`);
    return lacks === undefined;
  });
  for (const country of new Set(countries)) {
    for (const kind of ['emergency', 'protection'] as const) {
      if (counting.some((contact) => contact.country === country && contact.kind === kind)) continue;
      faults.push(
        `contacts: expected a verified ${kind} contact for ${country}, found none; add one with source, checkedOn and ` +
          `verifiedBy, or take ${country} out of "countries"`,
      );
    }
  }
  return faults;
}

function lacksOf({ fictional, source, checkedOn, verifiedBy }: HelpContact, now: number): string | undefined {
  if (fictional) return 'it is invented';
  if (source === undefined || checkedOn === undefined || verifiedBy === undefined)
    return 'expected source, checkedOn and verifiedBy, found not all of them';
  const age = now - Date.parse(checkedOn);
  if (age < 0) return `expected a day that is past as checkedOn, found ${checkedOn}`;
  return age > CHECKED_DAYS * DAY_MS
    ? `expected a check within ${CHECKED_DAYS} days, found ${checkedOn}; check it again`
    : undefined;
}
