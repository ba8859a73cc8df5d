import { z } from 'zod';
import { Authorisation, CollectionAuthorisation } from './authorisation.ts';
import { hasHost, isInScope } from './scope.ts';

export const SOURCE_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

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

const base = {
  id: z.string().regex(SOURCE_ID, { error: 'expected lower-case letters, digits and hyphens' }),
  name: z.string().min(1),
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

/** Fields of every kind that is collected. */
const common = {
  ...base,
  authorisation: CollectionAuthorisation,
  /**
   * File with the key that a platform issued to the authority's registered application for its official interface to
   * public data. No login: it opens nothing that is not public.
   */
  apiKeyFile: z.string().min(1).optional(),
};

const AnySource = z.discriminatedUnion('kind', [
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
  z.strictObject({ ...base, kind: z.literal('import'), authorisation: Authorisation }),
]);

/** Kinds whose address is asked for as it stands; interfaces are asked at paths of their own on its host. */
const PAGE_KINDS: readonly string[] = ['feed', 'html', 'rendered'];

/** One configured public place, discriminated by the kind of its adapter. */
export const Source = AnySource.superRefine((source, { addIssue }) => {
  if (!('url' in source)) return;
  const url = new URL(source.url);
  const { scope } = source.authorisation;
  const isPage = PAGE_KINDS.includes(source.kind);
  if (isPage ? isInScope(scope, url) : hasHost(scope, url)) return;
  const message = `expected an address whose host${isPage ? ' and path are' : ' is'} in "authorisation.scope"`;
  addIssue({ code: 'custom', path: ['url'], message });
});
export type Source = z.infer<typeof Source>;
export type SourceKind = Source['kind'];

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
