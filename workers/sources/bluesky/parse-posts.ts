import { z } from 'zod';
import type { Draft } from '../parse/draft-post.ts';
import type { ParseJob, ParseOutcome } from '../parse/parse-job.ts';
import { parseList, withParameter } from '../parse/parse-list.ts';
import { Card, Facets, readLinks } from './read-links.ts';

type PostsJob = Extract<ParseJob, { kind: 'bluesky' }>;

const Pictures = z.array(z.object({ alt: z.string().optional() })).optional();

/** `app.bsky.embed.*#view`: pictures, videos and cards, alone or beside a quoted post. */
const MediaView = z.object({
  $type: z.string().optional(),
  images: Pictures,
  /** Of `app.bsky.embed.gallery`. */
  items: Pictures,
  alt: z.string().optional(),
  external: Card,
});
const EmbedView = MediaView.extend({ media: MediaView.optional() });
type EmbedView = z.infer<typeof EmbedView>;

const Labels = z.array(z.object({ val: z.string(), neg: z.boolean().optional() })).optional();

/** The part of `app.bsky.feed.defs#postView` and `app.bsky.feed.post` that a post is made of; anything else is ignored. */
const PostView = z.object({
  uri: z.string().startsWith('at://'),
  author: z.object({ did: z.string(), handle: z.string().optional(), labels: Labels }),
  record: z.object({
    text: z.string(),
    createdAt: z.string().optional(),
    langs: z.array(z.string()).optional(),
    reply: z.object({ parent: z.object({ uri: z.string() }) }).optional(),
    facets: Facets,
  }),
  embed: EmbedView.optional(),
});
type PostView = z.infer<typeof PostView>;

/** Why a list has the post, where it is not because somebody wrote it there. */
const Reason = z.object({ $type: z.string() }).optional().catch(undefined);

/** `feed` in author feeds and feeds, `posts` in searches. */
const Answer = z.union([
  z.object({
    feed: z.array(z.object({ post: z.unknown(), reason: Reason })),
    cursor: z.string().optional(),
  }),
  z.object({ posts: z.array(z.unknown()), cursor: z.string().optional() }),
]);

/** Posts of one page of the AppView. Runs in the parse thread. */
export function parsePosts(job: PostsJob): ParseOutcome {
  const ofOne = new URL(job.url).pathname.endsWith('.getAuthorFeed');
  return parseList(job, {
    expected: 'a JSON list of Bluesky posts',
    envelope: Answer,
    entries: (answer) => {
      if (!('feed' in answer)) return answer.posts;
      return answer.feed.filter((item) => !ofOne || !isPassedOn(item)).map(({ post }) => post);
    },
    entry: PostView,
    isClosed: wantsNoStrangers,
    drafts: (post) => [draftOf(post)],
    next: ({ cursor }) => (cursor === undefined ? undefined : withParameter(job.url, 'cursor', cursor)),
  });
}

/** In the list of one account, a post of somebody else whom no authorisation names. */
function isPassedOn({ reason }: { readonly reason?: z.infer<typeof Reason> }): boolean {
  return reason?.$type.endsWith('#reasonRepost') === true;
}

/** The author asked to be shown to people with an account only; who reads without one respects that. */
function wantsNoStrangers({ author }: PostView): boolean {
  return (author.labels ?? []).some((label) => label.val === '!no-unauthenticated' && label.neg !== true);
}

function draftOf({ uri, author, record, embed }: PostView): Draft {
  const [, , repository, , recordKey] = uri.split('/');
  return {
    key: uri,
    ...readLinks(record.text, record.facets, (embed?.media ?? embed)?.external),
    language: record.langs?.[0],
    published: record.createdAt,
    link: `https://bsky.app/profile/${repository}/post/${recordKey}`,
    author: author.handle ?? author.did,
    replyTo: record.reply?.parent.uri,
    media: mediaOf(embed),
  };
}

function mediaOf(embed: EmbedView | undefined): NonNullable<Draft['media']> {
  const view = embed?.media ?? embed;
  const pictures = view?.images ?? view?.items;
  if (pictures !== undefined) return pictures.map(({ alt }) => ({ type: 'image', alt }));
  return view?.$type === 'app.bsky.embed.video#view' ? [{ type: 'video', alt: view.alt }] : [];
}
