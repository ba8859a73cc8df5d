import { z } from 'zod';
import { blueskyFields } from './source-kinds/bluesky.ts';
import { classifiedsFields } from './source-kinds/classifieds.ts';
import { discourseFields } from './source-kinds/discourse.ts';
import { feedFields } from './source-kinds/feed.ts';
import { forumFields } from './source-kinds/forum.ts';
import { htmlFields } from './source-kinds/html.ts';
import { lemmyFields } from './source-kinds/lemmy.ts';
import { mastodonFields } from './source-kinds/mastodon.ts';
import { redditFields } from './source-kinds/reddit.ts';
import { renderedFields } from './source-kinds/rendered.ts';
import { sitemapFields } from './source-kinds/sitemap.ts';
import { telegramFields } from './source-kinds/telegram.ts';
import { wordpressFields } from './source-kinds/wordpress.ts';
import { youtubeFields } from './source-kinds/youtube.ts';

export { SelectorMap } from './source-kinds/fields.ts';

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

const common = {
  id: z.string().regex(SOURCE_ID, { error: 'expected lower-case letters, digits and hyphens' }),
  name: z.string().min(1),
  authorisation: Authorisation,
  /** Whether it may be collected at all, by the scheduler or by `vigie collect`. */
  enabled: z.boolean().default(true),
  /** Seconds between two collection rounds. */
  everySeconds: z.int().min(10).max(86_400).default(900),
  language: z.string().max(35).optional(),
};

/** One configured public place, discriminated by the kind of its adapter. */
export const Source = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('feed'), ...feedFields }),
  z.strictObject({ ...common, kind: z.literal('html'), ...htmlFields }),
  z.strictObject({ ...common, kind: z.literal('rendered'), ...renderedFields }),
  z.strictObject({ ...common, kind: z.literal('mastodon'), ...mastodonFields }),
  z.strictObject({ ...common, kind: z.literal('bluesky'), ...blueskyFields }),
  z.strictObject({ ...common, kind: z.literal('lemmy'), ...lemmyFields }),
  z.strictObject({ ...common, kind: z.literal('discourse'), ...discourseFields }),
  z.strictObject({ ...common, kind: z.literal('telegram'), ...telegramFields }),
  z.strictObject({ ...common, kind: z.literal('reddit'), ...redditFields }),
  z.strictObject({ ...common, kind: z.literal('youtube'), ...youtubeFields }),
  z.strictObject({ ...common, kind: z.literal('forum'), ...forumFields }),
  z.strictObject({ ...common, kind: z.literal('sitemap'), ...sitemapFields }),
  z.strictObject({ ...common, kind: z.literal('classifieds'), ...classifiedsFields }),
  z.strictObject({ ...common, kind: z.literal('wordpress'), ...wordpressFields }),
  z.strictObject({ ...common, kind: z.literal('import') }),
]);
export type Source = z.infer<typeof Source>;
export type SourceKind = Source['kind'];
/** Every kind, in the order in which messages name them. */
export const SOURCE_KINDS: readonly SourceKind[] = Source.options.map((member) => member.shape.kind.value);

/** How a source stands after its last round; `blocked` and `changed` are never shown as "no posts". */
export const SourceState = z.enum([
  'new',
  'ok',
  'unreachable',
  'blocked',
  'changed',
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

/** Number of the round of a source that is due at `nowMs`: the same for every process that asks. */
export function sourceDueRound(source: Source, nowMs: number): number {
  return Math.floor(nowMs / 1000 / source.everySeconds);
}
