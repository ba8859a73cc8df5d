import { z } from 'zod';
import { Authorisation, CollectionAuthorisation } from './authorisation.ts';
import { hasHost, isInScope } from './scope.ts';
import { blueskyFields } from './source-kinds/bluesky.ts';
import { classifiedsFields } from './source-kinds/classifieds.ts';
import { discourseFields } from './source-kinds/discourse.ts';
import { feedFields } from './source-kinds/feed.ts';
import { forumFields } from './source-kinds/forum.ts';
import { htmlFields } from './source-kinds/html.ts';
import { jetstreamFields } from './source-kinds/jetstream.ts';
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

const base = {
  id: z.string().regex(SOURCE_ID, { error: 'expected lower-case letters, digits and hyphens' }),
  name: z.string().min(1),
  /** Whether anything may come of it at all: by the scheduler, by `vigie collect`, or by `vigie import`. */
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

/** Fields of every kind that is collected. */
const common = {
  ...base,
  authorisation: CollectionAuthorisation,
  apiKeyFile: z
    .string()
    .regex(/^\//, { error: 'expected an absolute path' })
    .optional()
    .describe(
      "File (mode 0600) with the key that a platform issued to the authority's registered application for its official " +
        'interface to public data. No login: it opens nothing that is not public.',
    ),
};

const AnySource = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('feed'), ...feedFields }),
  z.strictObject({ ...common, kind: z.literal('html'), ...htmlFields }),
  z.strictObject({ ...common, kind: z.literal('rendered'), ...renderedFields }),
  z.strictObject({ ...common, kind: z.literal('mastodon'), ...mastodonFields }),
  z.strictObject({ ...common, kind: z.literal('bluesky'), ...blueskyFields }),
  z.strictObject({ ...common, kind: z.literal('jetstream'), ...jetstreamFields }),
  z.strictObject({ ...common, kind: z.literal('lemmy'), ...lemmyFields }),
  z.strictObject({ ...common, kind: z.literal('discourse'), ...discourseFields }),
  z.strictObject({ ...common, kind: z.literal('telegram'), ...telegramFields }),
  z.strictObject({ ...common, kind: z.literal('reddit'), ...redditFields }),
  z.strictObject({ ...common, kind: z.literal('youtube'), ...youtubeFields }),
  z.strictObject({ ...common, kind: z.literal('forum'), ...forumFields }),
  z.strictObject({ ...common, kind: z.literal('sitemap'), ...sitemapFields }),
  z.strictObject({ ...common, kind: z.literal('classifieds'), ...classifiedsFields }),
  z.strictObject({ ...common, kind: z.literal('wordpress'), ...wordpressFields }),
  z.strictObject({ ...base, kind: z.literal('import'), authorisation: Authorisation }),
]);

export type SourceKind = z.infer<typeof AnySource>['kind'];
/** The kinds that are collected; `import` sources are filled by hand. */
export type CollectedKind = Exclude<SourceKind, 'import'>;

/** Whether a kind's address is asked for as it stands; interfaces are asked at paths of their own on its host. */
const ASKED_AT: Readonly<Record<CollectedKind, 'its address' | 'its host'>> = {
  feed: 'its address',
  html: 'its address',
  rendered: 'its address',
  mastodon: 'its host',
  bluesky: 'its host',
  jetstream: 'its address',
  lemmy: 'its host',
  discourse: 'its host',
  telegram: 'its address',
  reddit: 'its host',
  youtube: 'its host',
  forum: 'its address',
  sitemap: 'its address',
  classifieds: 'its address',
  wordpress: 'its host',
};

function wantsEverything(source: Record<'words' | 'hashtags' | 'accounts', readonly string[]>): boolean {
  return source.words.length + source.hashtags.length + source.accounts.length === 0;
}

/** One configured public place, discriminated by the kind of its adapter. */
export const Source = AnySource.superRefine((source, { addIssue }) => {
  if (!('url' in source)) return;
  if (source.kind === 'jetstream' && wantsEverything(source)) {
    const message =
      'expected "words", "hashtags" or "accounts": without any the whole network would be stored';
    addIssue({ code: 'custom', path: ['words'], message });
  }
  // Also asked where the address has a fault of its own, which is told already.
  if (!URL.canParse(source.url) || !/^(?:http|ws)s?:/i.test(source.url)) return;
  const url = new URL(source.url);
  const { scope } = source.authorisation;
  const isPage = ASKED_AT[source.kind] === 'its address';
  if (isPage ? isInScope(scope, url) : hasHost(scope, url)) return;
  const message = `expected an address whose host${isPage ? ' and path are' : ' is'} in "authorisation.scope"`;
  addIssue({ code: 'custom', path: ['url'], message });
});
export type Source = z.infer<typeof Source>;
/** Every kind, in the order in which messages name them. */
export const SOURCE_KINDS: readonly SourceKind[] = AnySource.options.map((member) => member.shape.kind.value);

/**
 * How a source stands after its last round. `blocked`: the place turned us away; `refused`: we do not go where it led;
 * `expired` and `off`: its authorisation does not count today, or its file says no;
 * `no-assessment`: the installation lacks a signed assessment in force. None of these is "no posts".
 */
export const SourceState = z.enum([
  'new',
  'ok',
  'unreachable',
  'blocked',
  'refused',
  'changed',
  /** Fewer posts than its last rounds let expect. */
  'sparse',
  'expired',
  'off',
  'no-browser',
  'no-assessment',
]);
export type SourceState = z.infer<typeof SourceState>;
