import { z } from 'zod';

export const SOURCE_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Why and on whose word a public place may be collected. */
const Authorisation = z
  .strictObject({
    legalBasis: z.string().min(3),
    purpose: z.enum(['detect-offers', 'research', 'demonstration']),
    requester: z.string().min(1),
    approver: z.string().min(1),
    startsOn: z.iso.date(),
    expiresOn: z.iso.date(),
  })
  .refine((record) => record.requester !== record.approver, {
    error: 'expected an approver who is not the requester, found the same person twice',
    path: ['approver'],
  })
  .refine((record) => record.startsOn < record.expiresOn, {
    error: 'expected a date after startsOn',
    path: ['expiresOn'],
  });

const Selector = z.string().min(1);

/** Where in an HTML page the posts are; CSS selectors, all but `item` relative to one item. */
export const SelectorMap = z.strictObject({
  item: Selector,
  text: Selector,
  key: Selector.optional(),
  keyAttribute: z.string().optional(),
  link: Selector.optional(),
  author: Selector.optional(),
  publishedAt: Selector.optional(),
  next: Selector.optional(),
});
export type SelectorMap = z.infer<typeof SelectorMap>;

const Url = z.url({ protocol: /^https?$/, error: 'expected an http or https address' });

const common = {
  id: z.string().regex(SOURCE_ID, { error: 'expected lower-case letters, digits and hyphens' }),
  name: z.string().min(1),
  authorisation: Authorisation,
  /** Whether it may be collected at all, by the scheduler or by `vigie collect`. */
  enabled: z.boolean().default(true),
  /** Seconds between two collection rounds. */
  everySeconds: z.int().min(10).max(86_400).default(900),
  /** Bounds of the pace: quicker while rounds bring new posts, slower while they do not. @defaultValue `everySeconds` */
  fastestSeconds: z.int().min(10).max(86_400).optional(),
  slowestSeconds: z.int().min(10).max(604_800).optional(),
  /** Older pages read once below the first round, or below one that could not reach what is known; 0 for none. */
  backfillPages: z.int().min(0).max(1000).default(0),
  language: z.string().max(35).optional(),
};

/** One configured public place, discriminated by the kind of its adapter. */
export const Source = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('feed'), url: Url }),
  z.strictObject({
    ...common,
    kind: z.literal('html'),
    url: Url,
    selectors: SelectorMap,
    maxPages: z.int().min(1).max(50).default(5),
  }),
  z.strictObject({ ...common, kind: z.literal('rendered'), url: Url, selectors: SelectorMap }),
  z.strictObject({
    ...common,
    kind: z.literal('mastodon'),
    url: Url,
    timeline: z
      .union([z.literal('public'), z.templateLiteral(['tag/', z.string().min(1)])])
      .default('public'),
    maxPages: z.int().min(1).max(50).default(5),
  }),
  z.strictObject({ ...common, kind: z.literal('import') }),
]);
export type Source = z.infer<typeof Source>;
export type SourceKind = Source['kind'];

/** How a source stands after its last round; `blocked` and `changed` are never shown as "no posts". */
export const SourceState = z.enum([
  'new',
  'ok',
  'unreachable',
  'blocked',
  'changed',
  /** Fewer posts than its last rounds let expect. */
  'sparse',
  'expired',
  'no-browser',
]);
export type SourceState = z.infer<typeof SourceState>;

/** Whether the authorisation is in force at `nowMs`: from the start of `startsOn` to the start of `expiresOn`, UTC. */
export function isAuthorised(source: Pick<Source, 'authorisation'>, nowMs: number): boolean {
  const { startsOn, expiresOn } = source.authorisation;
  const today = new Date(nowMs).toISOString().slice(0, 10);
  return startsOn <= today && today < expiresOn;
}
