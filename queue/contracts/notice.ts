import { z } from 'zod';
import { NAMED_IN_TEXT } from './named-in-text.ts';

/**
 * What goes to a platform: `notice`, of illegal content (Regulation (EU) 2022/2065, article 16); `flagger`, the same by a trusted
 * flagger (article 22); `order`, to act against illegal content (article 9). They bind differently, so they are different things.
 */
export const NOTICE_KINDS = ['notice', 'flagger', 'order'] as const;
export const NoticeKind = z.enum(NOTICE_KINDS);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** Languages that there are fixed words in. */
export const NOTICE_LANGUAGES = ['en', 'fr'] as const;
export const NoticeLanguage = z.enum(NOTICE_LANGUAGES);
export type NoticeLanguage = z.infer<typeof NoticeLanguage>;

/** Where a notice stands. Each step is a person's; nothing passes from one to the next by itself (PRE-07). */
export const NOTICE_STATES = ['drafted', 'confirmed', 'exported', 'sent', 'withdrawn'] as const;
export const NoticeState = z.enum(NOTICE_STATES);
export type NoticeState = z.infer<typeof NoticeState>;

/** By what way a person sent it. */
export const SENDING_WAYS = ['mail', 'form', 'portal', 'post'] as const;

/** What became of a post that a notice was about; `error`: it turned out that the notice was wrong (PRE-06). */
export const NOTICE_OUTCOMES = [
  ...(['removed', 'restricted', 'kept', 'reinstated', 'no-answer', 'error'] as const),
] as const;
export const NoticeOutcome = z.enum(NOTICE_OUTCOMES);
export type NoticeOutcome = z.infer<typeof NoticeOutcome>;

/** Who told an outcome: the platform, somebody of the unit who looked, a body that settles complaints, a court. */
export const OUTCOME_TELLERS = ['platform', 'unit', 'complaint-body', 'court'] as const;

/** As what a notice can be taken out to be sent. */
export const NOTICE_FILES = ['eml', 'html', 'pdf', 'json'] as const;
export const NoticeFile = z.enum(NOTICE_FILES);
export type NoticeFile = z.infer<typeof NoticeFile>;

/** So short a text substantiates nothing, UTF-16 units. */
export const MIN_GROUND = 40;
/** Addresses in one notice: an item's copies on one platform. */
const MAX_URLS = 25;

/** A platform's own rules: breaking them is nothing that an authority complains of (PRE-03). */
const PLATFORM_RULES =
  /\bterms of (?:service|use)\b|\b(?:community|house) (?:guidelines|rules|standards)\b|\bacceptable use\b|\b(?:user|platform) (?:agreement|policy|policies)\b|\b(?:conditions|règles) (?:générales )?d[’']utilisation\b|\b(?:règles|standards|lignes directrices) de la communauté\b|\bCGU\b|\bToS\b/iu;

/** What somebody is named by; what is removed is a post, not a person. */
const Ground = z
  .string()
  .trim()
  .min(MIN_GROUND, `expected at least ${MIN_GROUND} characters that say what in the post shows it`)
  .max(2000)
  .refine((text) => !PLATFORM_RULES.test(text), {
    error: 'expected what the law forbids, found the rules of a platform: they are no ground of an authority',
  })
  .refine((text) => text.search(NAMED_IN_TEXT) === -1, {
    error: 'expected words about the post, found a handle, a profile, a number or a mail address in them',
  });

/**
 * The two elements of smuggling of migrants (Protocol against the Smuggling of Migrants, articles 3(a) and 6(1)): that illegal
 * entry or stay of another person is procured, and for a financial or other material benefit. Each says what shows it.
 */
export const Grounds = z
  .strictObject({ procurement: Ground, benefit: Ground })
  .refine(({ procurement, benefit }) => procurement.trim() !== benefit.trim(), {
    error: 'expected an explanation of each element, found the same one twice',
    path: ['benefit'],
  });
export type Grounds = z.infer<typeof Grounds>;

/** The address of one post, exactly as it was collected. */
const PostAddress = z.url({ protocol: /^https?$/, hostname: /./, error: 'expected the address of a post' });

const Addresses = z
  .array(PostAddress)
  .min(1, 'expected the address of at least one post')
  .max(MAX_URLS)
  .refine((all) => new Set(all).size === all.length, { error: 'expected different addresses' });

const asked = {
  caseNumber: z.int().positive(),
  itemId: z.string().min(1),
  language: NoticeLanguage,
  /** Of posts of the item. There is nothing to name an account by (PRE-04). */
  urls: Addresses,
  /** Id of a provision of the register. */
  provision: z.string().min(1),
  grounds: Grounds,
};

/** What an order rests on: what was decided, by whom of the issuing authority, and when. */
const OrderDecision = z.string().trim().min(5, 'expected the reference of the decision').max(300);

/** What somebody drafts. */
export const NoticeDraft = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('notice'), ...asked }),
  z.strictObject({ kind: z.literal('flagger'), ...asked }),
  z.strictObject({ kind: z.literal('order'), ...asked, decision: OrderDecision }),
]);
export type NoticeDraft = z.infer<typeof NoticeDraft>;

/** SHA-256 of the sealed text of a notice: which text somebody has read. */
const Digest = z.string().regex(/^[0-9a-f]{64}$/);

/** What is to stand in place of the text that has this digest. */
export const NoticeEdit = z.strictObject({ digest: Digest, draft: NoticeDraft });
export type NoticeEdit = z.infer<typeof NoticeEdit>;

const content = {
  version: z.literal(1),
  language: NoticeLanguage,
  urls: Addresses,
  /** The provision as it is cited. */
  provision: z.string().min(3),
  grounds: Grounds,
  /** Cited parts of the post, what it names anybody by covered. */
  excerpts: z.array(z.string()).min(1).max(10),
  authority: z.strictObject({ name: z.string().min(3), email: z.email() }),
  platform: z.strictObject({
    name: z.string().min(1),
    email: z.email().nullable(),
    form: z.url().nullable(),
  }),
  legalReference: z.string().min(1),
  /** What the unit recorded before anything was drafted (PRE-05). */
  evidence: z.strictObject({
    recordedAt: z.iso.datetime(),
    /** SHA-256 of the event of custody that lists every recorded object. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** Its position in the transparency log. */
    position: z.int().nonnegative(),
  }),
};

const PlainNotice = z.strictObject({ kind: z.literal('notice'), ...content });
const FlaggerNotice = z.strictObject({
  kind: z.literal('flagger'),
  ...content,
  designation: z.strictObject({
    status: z.string().min(3),
    awardedBy: z.string().min(3),
    awardedOn: z.iso.date(),
  }),
});
const PlatformOrder = z.strictObject({
  kind: z.literal('order'),
  ...content,
  decision: OrderDecision,
  issuedBy: z.string().min(3),
  legalBasis: z.string().min(3),
  /** How the provider, and whoever posted, can contest it. */
  redress: z.string().min(20),
  /** Where it applies. */
  territory: z.string().min(3),
});

/** Everything that a notice says; sealed under the key of its post, and gone with it. */
export const NoticeContent = z.discriminatedUnion('kind', [PlainNotice, FlaggerNotice, PlatformOrder]);
export type NoticeContent = z.infer<typeof NoticeContent>;

/** A person's statement of good faith on this very text: `digest` is of what they read (PRE-01). */
export const NoticeConfirmation = z.strictObject({
  digest: Digest,
  isInGoodFaith: z.literal(true, { error: 'expected the statement of good faith' }),
});
export type NoticeConfirmation = z.infer<typeof NoticeConfirmation>;

/** That a person sent it. */
export const NoticeSending = z.strictObject({ way: z.enum(SENDING_WAYS), at: z.iso.datetime() });
export type NoticeSending = z.infer<typeof NoticeSending>;

/** What somebody told of it, and when it was told. */
export const NoticeAnswer = z.strictObject({
  outcome: NoticeOutcome,
  toldBy: z.enum(OUTCOME_TELLERS),
  at: z.iso.datetime(),
});
export type NoticeAnswer = z.infer<typeof NoticeAnswer>;
