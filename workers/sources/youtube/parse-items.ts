import { z } from 'zod';
import type { Draft } from '../parse/draft-post.ts';
import { htmlToText } from '../parse/html-to-text.ts';
import type { ParseJob, ParseOutcome } from '../parse/parse-job.ts';
import { parseList, withParameter } from '../parse/parse-list.ts';

type ItemsJob = Extract<ParseJob, { kind: 'youtube' }>;

/** The part of a `youtube#comment` that a post is made of; anything else is ignored. */
const Comment = z.object({
  id: z.string().min(1),
  snippet: z.object({
    textDisplay: z.string(),
    videoId: z.string().optional(),
    parentId: z.string().optional(),
    authorDisplayName: z.string().optional(),
    publishedAt: z.string().optional(),
  }),
});
type Comment = z.infer<typeof Comment>;

const CommentThread = z.object({
  snippet: z.object({ videoId: z.string().optional(), topLevelComment: Comment }),
  /** Some of the replies, not always all. */
  replies: z.object({ comments: z.array(Comment) }).optional(),
});
type CommentThread = z.infer<typeof CommentThread>;

const SearchResult = z.object({
  id: z.object({ videoId: z.string().min(1) }),
  snippet: z.object({
    title: z.string(),
    description: z.string().optional(),
    channelTitle: z.string().optional(),
    publishedAt: z.string().optional(),
  }),
});
type SearchResult = z.infer<typeof SearchResult>;

/** A `youtube#video`, which is asked for by its id: its description is whole. */
const Video = z.object({ id: z.string().min(1), snippet: SearchResult.shape.snippet });
type Video = z.infer<typeof Video>;

const List = z.object({
  kind: z.enum([
    'youtube#commentThreadListResponse',
    'youtube#searchListResponse',
    'youtube#commentListResponse',
    'youtube#videoListResponse',
  ]),
  items: z.array(z.unknown()).default([]),
  nextPageToken: z.string().optional(),
});
type List = z.infer<typeof List>;
/** About one comment or video; also that there is none, which of a list would be no answer. */
const Answer = z.union([
  List,
  z
    .object({
      error: z.object({
        errors: z.tuple([z.object({ reason: z.enum(['commentNotFound', 'videoNotFound']) })], z.unknown()),
      }),
    })
    .transform((): List => ({ kind: 'youtube#videoListResponse', items: [] })),
]);

/** Comments or videos of one page of the YouTube Data API. Runs in the parse thread. */
export function parseItems(job: ItemsJob): ParseOutcome {
  return parseList(job, {
    expected: 'a JSON list of YouTube comments or videos',
    envelope: (/\/(?:comments|videos)$/.test(new URL(job.url).pathname) ? Answer : List) as z.ZodType<List>,
    entries: (answer) => answer.items,
    entry: z.union([CommentThread, SearchResult, Comment, Video]),
    drafts: draftsOf,
    next: ({ nextPageToken: token }) =>
      token === undefined ? undefined : withParameter(job.url, 'pageToken', token),
  });
}

function draftsOf(item: CommentThread | SearchResult | Comment | Video): Draft[] {
  if (!('id' in item)) return commentDrafts(item);
  if (isComment(item)) return [commentDraft(item, undefined)];
  const { id, snippet } = item;
  return [videoDraft(typeof id === 'string' ? id : id.videoId, snippet)];
}

function isComment(item: SearchResult | Comment | Video): item is Comment {
  return 'textDisplay' in item.snippet;
}

/** Newest first: the replies were written after what they answer. */
function commentDrafts({ snippet, replies }: CommentThread): Draft[] {
  return [...(replies?.comments ?? []), snippet.topLevelComment].map((comment) =>
    commentDraft(comment, snippet.videoId),
  );
}

function commentDraft({ id, snippet }: Comment, threadVideo: string | undefined): Draft {
  const video = snippet.videoId ?? threadVideo;
  return {
    key: id,
    text: snippet.textDisplay,
    published: snippet.publishedAt,
    link:
      video === undefined
        ? undefined
        : `https://www.youtube.com/watch?v=${encodeURIComponent(video)}&lc=${encodeURIComponent(id)}`,
    author: snippet.authorDisplayName,
    replyTo: snippet.parentId,
  };
}

function videoDraft(id: string, snippet: SearchResult['snippet']): Draft {
  const text = [snippet.title, snippet.description ?? ''].map(unescaped).filter((part) => part !== '');
  return {
    key: `video/${id}`,
    text: text.join('\n\n'),
    published: snippet.publishedAt,
    link: `https://www.youtube.com/watch?v=${encodeURIComponent(id)}`,
    author: snippet.channelTitle,
    media: [{ type: 'video' }],
  };
}

/** Titles and descriptions come with quotes, &, < and > as entities. */
function unescaped(text: string): string {
  return htmlToText(`<pre>${text}</pre>`);
}
