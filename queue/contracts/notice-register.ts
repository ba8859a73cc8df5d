import { z } from 'zod';

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
  error: 'expected small letters, digits and hyphens',
});
const Line = z.string().trim().min(3).max(300);
/** The same in each language that notices are written in. */
const InBoth = z.strictObject({
  en: z.string().trim().min(3).max(2000),
  fr: z.string().trim().min(3).max(2000),
});

const Platform = z
  .strictObject({
    id: Id,
    name: Line,
    /** Hosts whose posts it answers for, with everything under them. */
    hosts: z
      .array(
        z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, { error: 'expected a host, such as social.example' }),
      )
      .min(1),
    /** Where its point of contact takes notices by mail. */
    email: z.email().optional(),
    /** Or the page of its form. */
    form: z.url({ protocol: /^https$/ }).optional(),
  })
  .refine(({ email, form }) => email !== undefined || form !== undefined, {
    error: 'expected a mail address or the page of a form',
    path: ['email'],
  });
export type NoticePlatform = z.infer<typeof Platform>;

const hasDifferentIds = (all: readonly { readonly id: string }[]) =>
  new Set(all.map(({ id }) => id)).size === all.length;

/** `notices.yml`: who writes to which platforms, and on what law. */
export const NoticeRegister = z.strictObject({
  /** Who the notices are from (Regulation (EU) 2022/2065, article 16(2)(c)). */
  authority: z.strictObject({ name: Line, email: z.email() }),
  /** National provisions that an offer breaks. */
  provisions: z
    .array(z.strictObject({ id: Id, en: Line, fr: Line }))
    .min(1)
    .max(50)
    .refine(hasDifferentIds, 'expected different ids'),
  /** Only where the authority was awarded the status of trusted flagger (article 22). */
  flagger: z.strictObject({ status: Line, awardedBy: Line, awardedOn: z.iso.date() }).optional(),
  /** Only where it may issue orders (article 9). */
  order: z
    .strictObject({
      issuedBy: Line,
      legalBasis: InBoth,
      redress: InBoth.refine(({ en, fr }) => en.length >= 20 && fr.length >= 20, {
        error: 'expected at least 20 characters on how to contest it',
      }),
      territory: InBoth,
    })
    .optional(),
  platforms: z.array(Platform).max(500).refine(hasDifferentIds, 'expected different ids'),
});
export type NoticeRegister = z.infer<typeof NoticeRegister>;

/** The platform that answers for posts of a host; `undefined` where none of the register does. */
export function platformOf(register: NoticeRegister, host: string): NoticePlatform | undefined {
  return register.platforms.find(({ hosts }) =>
    hosts.some((one) => host === one || host.endsWith(`.${one}`)),
  );
}
