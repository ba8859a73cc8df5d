import { z } from 'zod';
import { jsonOf } from '../../../queue/runtime/json-of.ts';
import { Card, Facets, hashtagsOf, readLinks } from '../bluesky/read-links.ts';
import { withAddresses } from '../parse/addresses.ts';
import { type Draft, finishPosts } from '../parse/draft-post.ts';
import type { ParsedPage, ParseJob, ParseOutcome } from '../parse/parse-job.ts';
import { createMatcher } from './wanted.ts';

type EventsJob = Extract<ParseJob, { kind: 'jetstream' }>;
type Post = ParsedPage['posts'][number];

const COLLECTION = 'app.bsky.feed.post';

const Pictures = z.array(z.object({ alt: z.string().optional() })).optional();

/** `app.bsky.embed.*` of a record: pictures, a video or a card, alone or beside a quoted post. */
const Media = z.object({
  $type: z.string().optional(),
  images: Pictures,
  /** Of `app.bsky.embed.gallery`. */
  items: Pictures,
  alt: z.string().optional(),
  external: Card,
});

/** The part of the record `app.bsky.feed.post` that a post is made of. */
const PostRecord = z.object({
  text: z.string(),
  createdAt: z.string().optional(),
  langs: z.array(z.string()).optional(),
  tags: z.array(z.string()).optional(),
  reply: z.object({ parent: z.object({ uri: z.string() }) }).optional(),
  embed: Media.extend({ media: Media.optional() }).optional(),
  facets: Facets,
  labels: z.object({ values: z.array(z.object({ val: z.string() })) }).optional(),
});
type PostRecord = z.infer<typeof PostRecord>;

/** What every event has; `time_us` are microseconds since 1970. */
const Envelope = z.object({ did: z.string(), time_us: z.int().positive(), kind: z.string() });

const Commit = z.object({
  commit: z.object({
    operation: z.string(),
    collection: z.string(),
    rkey: z.string().min(1),
    record: z.unknown().optional(),
  }),
});

const Account = z.object({ account: z.object({ active: z.boolean() }) });

/**
 * The wanted posts of some events of Jetstream, in their order. An edited post comes with its old key and its new text;
 * what was deleted again within these events is left out. Posts that are not wanted do not leave this function. Runs in
 * the parse thread.
 */
export function parseEvents(job: EventsJob): ParseOutcome {
  const isWanted = createMatcher(job.wanted);
  const posts: Post[] = [];
  let rejected = 0;
  let ahead = 0;
  let span: ParsedPage['span'];
  for (const frame of job.frames) {
    const event = jsonOf(frame);
    const envelope = Envelope.safeParse(event);
    // A time to come would make the next round begin there.
    if (!envelope.success || envelope.data.time_us > job.latestUs) {
      rejected += 1;
      if (envelope.success) ahead += 1;
      continue;
    }
    const { did, kind, time_us: at } = envelope.data;
    span = { first: span?.first ?? at, last: Math.max(span?.last ?? at, at) };
    if (kind === 'account' && Account.safeParse(event).data?.account.active === false) {
      drop(posts, (key) => key.startsWith(`at://${did}/`));
    }
    if (kind !== 'commit') continue;
    const change = changeOf(did, event);
    if (change === 'strange') rejected += 1;
    else if (change !== undefined && change.record === undefined) drop(posts, (key) => key === change.key);
    else if (change?.record !== undefined && isMeantForAll(change.record)) {
      const linked = linkedOf(change.record);
      if (!isWanted(candidateOf(did, change.record, linked))) continue;
      const page = finishPosts([draftOf(did, change.key, change.record, linked)], job.url, job.language);
      posts.push(...page.posts);
      rejected += page.rejected;
    }
  }
  if (span === undefined && rejected > 0) {
    const message =
      ahead > 0
        ? `expected events of now, found ${ahead} of a time to come; check the clock of this machine`
        : `expected events of Jetstream, found ${rejected} messages of another shape; check the source's url`;
    return { kind: 'unexpected', reason: 'not-a-list', message };
  }
  return { kind: 'page', page: { posts, found: job.frames.length, rejected, ...(span ? { span } : {}) } };
}

interface Change {
  /** The post's `at://` address. */
  readonly key: string;
  /** `undefined` for a deletion. */
  readonly record: PostRecord | undefined;
}

/** What a commit says about a post; `undefined` when it is about something else. */
function changeOf(did: string, event: unknown): Change | 'strange' | undefined {
  const parsed = Commit.safeParse(event);
  if (!parsed.success) return 'strange';
  const { collection, operation, rkey, record } = parsed.data.commit;
  if (collection !== COLLECTION) return undefined;
  const key = `at://${did}/${COLLECTION}/${rkey}`;
  if (operation === 'delete') return { key, record: undefined };
  if (operation !== 'create' && operation !== 'update') return undefined;
  const post = PostRecord.safeParse(record);
  return post.success ? { key, record: post.data } : 'strange';
}

/** The author may ask with the post that only people with an account see it. */
function isMeantForAll({ labels }: PostRecord): boolean {
  return !(labels?.values ?? []).some(({ val }) => val === '!no-unauthenticated');
}

function drop(posts: Post[], isGone: (key: string) => boolean): void {
  for (let at = posts.length - 1; at >= 0; at -= 1) {
    if (isGone(posts[at]?.key ?? '')) posts.splice(at, 1);
  }
}

type Linked = ReturnType<typeof readLinks>;

function candidateOf(account: string, record: PostRecord, { text, addresses }: Linked) {
  const hashtags = [...(record.tags ?? []), ...hashtagsOf(record.facets)];
  return { account, text: withAddresses(text, addresses), hashtags, languages: record.langs ?? [] };
}

function linkedOf({ text, facets, embed }: PostRecord): Linked {
  return readLinks(text, facets, (embed?.media ?? embed)?.external);
}

function draftOf(did: string, key: string, record: PostRecord, linked: Linked): Draft {
  const media = record.embed?.media ?? record.embed;
  return {
    key,
    ...linked,
    language: record.langs?.[0],
    published: record.createdAt,
    link: `https://bsky.app/profile/${did}/post/${key.split('/').at(-1)}`,
    author: did,
    replyTo: record.reply?.parent.uri,
    media: mediaOf(media),
  };
}

function mediaOf(media: z.infer<typeof Media> | undefined): NonNullable<Draft['media']> {
  const pictures = media?.images ?? media?.items;
  if (pictures !== undefined) return pictures.map(({ alt }) => ({ type: 'image', alt }));
  return media?.$type === 'app.bsky.embed.video' ? [{ type: 'video', alt: media.alt }] : [];
}
