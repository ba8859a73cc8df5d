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

/** Comments or videos of one page of the YouTube Data API. Runs in the parse thread. */
export function parseItems(job: ItemsJob): ParseOutcome {
  return parseList(job, {
    expected: 'a JSON list of YouTube comments or videos',
    envelope: z.object({
      kind: z.enum(['youtube#commentThreadListResponse', 'youtube#searchListResponse']),
      items: z.array(z.unknown()).default([]),
      nextPageToken: z.string().optional(),
    }),
    entries: (answer) => answer.items,
    entry: z.union([CommentThread, SearchResult]),
    drafts: (item) => ('id' in item ? [videoDraft(item)] : commentDrafts(item)),
    next: ({ nextPageToken: token }) =>
      token === undefined ? undefined : withParameter(job.url, 'pageToken', token),
  });
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

function videoDraft({ id, snippet }: SearchResult): Draft {
  const text = [snippet.title, snippet.description ?? ''].map(unescaped).filter((part) => part !== '');
  return {
    key: `video/${id.videoId}`,
    text: text.join('\n\n'),
    published: snippet.publishedAt,
    link: `https://www.youtube.com/watch?v=${encodeURIComponent(id.videoId)}`,
    author: snippet.channelTitle,
    media: [{ type: 'video' }],
  };
}

/** Titles and descriptions come with quotes, &, < and > as entities. */
function unescaped(text: string): string {
  return htmlToText(`<pre>${text}</pre>`);
}
