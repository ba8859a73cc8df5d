import { z } from 'zod';
import type { Draft } from '../parse/draft-post.ts';
import type { ParseJob, ParseOutcome } from '../parse/parse-job.ts';
import { parseList, withParameter } from '../parse/parse-list.ts';

type PostsJob = Extract<ParseJob, { kind: 'bluesky' }>;

/** `app.bsky.embed.*#view`: pictures and videos, alone or beside a quoted post. */
const MediaView = z.object({
  $type: z.string().optional(),
  images: z.array(z.object({ alt: z.string().optional() })).optional(),
  alt: z.string().optional(),
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
  }),
  embed: EmbedView.optional(),
});
type PostView = z.infer<typeof PostView>;

/** `feed` in author feeds and feeds, `posts` in searches. */
const Answer = z.union([
  z.object({
    feed: z.array(z.object({ post: z.unknown() })),
    cursor: z.string().optional(),
  }),
  z.object({ posts: z.array(z.unknown()), cursor: z.string().optional() }),
]);

/** Posts of one page of the AppView. Runs in the parse thread. */
export function parsePosts(job: PostsJob): ParseOutcome {
  return parseList(job, {
    expected: 'a JSON list of Bluesky posts',
    envelope: Answer,
    entries: (answer) => ('feed' in answer ? answer.feed.map((item) => item.post) : answer.posts),
    entry: PostView,
    isClosed: wantsNoStrangers,
    drafts: (post) => [draftOf(post)],
    next: ({ cursor }) => (cursor === undefined ? undefined : withParameter(job.url, 'cursor', cursor)),
  });
}

/** The author asked to be shown to people with an account only; who reads without one respects that. */
function wantsNoStrangers({ author }: PostView): boolean {
  return (author.labels ?? []).some((label) => label.val === '!no-unauthenticated' && label.neg !== true);
}

function draftOf({ uri, author, record, embed }: PostView): Draft {
  const [, , repository, , recordKey] = uri.split('/');
  return {
    key: uri,
    text: record.text,
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
  if (view?.images !== undefined) return view.images.map(({ alt }) => ({ type: 'image', alt }));
  return view?.$type === 'app.bsky.embed.video#view' ? [{ type: 'video', alt: view.alt }] : [];
}
