import { z } from 'zod';

/**
 * What a bundle may be handed over for. The list is closed, in the records too: enforcement against migrants, assessment of
 * asylum claims and checks of anybody's status are not in it (PUR-05).
 */
export const EXPORT_PURPOSES = [
  'criminal-investigation',
  'criminal-proceedings',
  'mutual-legal-assistance',
] as const;
export const ExportPurpose = z.enum(EXPORT_PURPOSES);
export type ExportPurpose = z.infer<typeof ExportPurpose>;

const RecipientId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
  error: 'expected small letters, digits and hyphens',
});

/** An authority that may be given bundles. Somebody has answered whether that could expose people to being sent back. */
export const Recipient = z
  .strictObject({
    id: RecipientId,
    name: z.string().trim().min(3).max(200),
    /** Postal address, for letters. */
    address: z.string().trim().min(3).max(500),
    /** ISO 3166-1 alpha-2; XA to XZ are nobody's and serve for examples. */
    country: z.string().regex(/^[A-Z]{2}$/, 'expected two capital letters (ISO 3166-1), such as XA'),
    purposes: z.array(ExportPurpose).min(1),
    /** From the start of this day on nothing is handed over, UTC. */
    expiresOn: z.iso.date(),
    /** Whether what is handed over could be used to send people where they are at risk (Protocol, article 19). */
    nonRefoulement: z.strictObject({
      checkedOn: z.iso.date(),
      checkedBy: z.string().trim().min(3).max(200),
      approvedBy: z.string().trim().min(3).max(200),
      finding: z.string().trim().min(20).max(2000),
    }),
  })
  .refine(({ nonRefoulement: { checkedBy, approvedBy } }) => checkedBy !== approvedBy, {
    error: 'expected an approver who is not the one who checked, found the same person twice',
    path: ['nonRefoulement', 'approvedBy'],
  });
export type Recipient = z.infer<typeof Recipient>;

/** So short a reason gives none, UTF-16 units. */
const MIN_REASON = 30;

/** `bundle`: the evidence; `indicators`: the places on the internet that offers stood at, and nothing of anybody (EVI-16). */
const EXPORT_FORMS = ['bundle', 'indicators'] as const;
export const ExportForm = z.enum(EXPORT_FORMS);
export type ExportForm = z.infer<typeof ExportForm>;

/** Who asks for what to be handed over to whom. */
export const ExportRequest = z.strictObject({
  caseNumber: z.int().positive(),
  recipient: RecipientId,
  purpose: ExportPurpose,
  /** Stands in the log, so it names nobody. */
  reason: z
    .string()
    .trim()
    .min(MIN_REASON, `expected a reason of at least ${MIN_REASON} characters`)
    .max(1000),
  /** @defaultValue `bundle` */
  form: ExportForm.optional(),
});
export type ExportRequest = z.infer<typeof ExportRequest>;

/** Where an export stands. `handed-over`: custody passed on; a bundle was, or is being, written. */
export const EXPORT_STATES = ['waiting', 'refused', 'approved', 'handed-over', 'sealed'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];
