import { z } from 'zod';
import { addressOf } from '../parse/addresses.ts';
import type { Draft } from '../parse/draft-post.ts';
import type { ParseJob, ParseOutcome } from '../parse/parse-job.ts';
import { parseList, withParameter } from '../parse/parse-list.ts';

type ViewsJob = Extract<ParseJob, { kind: 'lemmy' }>;

/** Version 3 of the interface names some fields otherwise than version 4: `actor_id` and `published`. */
const Creator = z
  .object({ name: z.string(), actor_id: z.string().optional(), ap_id: z.string().optional() })
  .optional();
const Common = z.object({
  id: z.int(),
  ap_id: z.string().optional(),
  published: z.string().optional(),
  published_at: z.string().optional(),
  removed: z.boolean().optional(),
  deleted: z.boolean().optional(),
});

/** The part of lemmy-js-client's `PostView` and `CommentView` that a post is made of; anything else is ignored. */
const CommentView = z.object({
  comment: Common.extend({ content: z.string(), path: z.string().optional() }),
  post: z.object({ id: z.int(), name: z.string().optional() }).optional(),
  creator: Creator,
});
const PostView = z.object({
  post: Common.extend({
    name: z.string(),
    body: z.string().nullish(),
    /** What a link post links to; of a picture that was uploaded, where it lies. */
    url: z.string().nullish(),
    url_content_type: z.string().nullish(),
    alt_text: z.string().nullish(),
  }),
  creator: Creator,
});
type CommentView = z.infer<typeof CommentView>;
type PostView = z.infer<typeof PostView>;

const LISTS = [
  z.object({ comments: z.array(z.unknown()) }),
  z.object({ posts: z.array(z.unknown()), next_page: z.string().nullish() }),
  z.object({ items: z.array(z.unknown()), next_page: z.string().nullish() }),
] as const;
const List = z.union(LISTS);
/** About one post or comment; also that there is none, which of a list would be no answer. */
const Answer = z.union([
  ...LISTS,
  z.object({ post_view: z.unknown() }),
  z.object({ comment_view: z.unknown() }),
  z.object({ error: z.enum(['couldnt_find_post', 'couldnt_find_comment', 'not_found']) }),
]);
type Answer = z.infer<typeof Answer>;

/** Posts or comments of one page of a Lemmy server. Runs in the parse thread. */
export function parseViews(job: ViewsJob): ParseOutcome {
  return parseList(job, {
    expected: 'a JSON list of Lemmy posts or comments',
    envelope: (/\/(post|comment)$/.test(new URL(job.url).pathname) ? Answer : List) as z.ZodType<Answer>,
    entries: entriesOf,
    entry: z.union([CommentView, PostView]),
    drafts: (view) => {
      if ('comment' in view) return isGone(view.comment) ? [] : [commentDraft(view)];
      return isGone(view.post) ? [] : [postDraft(view)];
    },
    next: (answer) => nextPage(job.url, answer),
  });
}

function entriesOf(answer: Answer): readonly unknown[] {
  if ('items' in answer) return answer.items;
  if ('post_view' in answer) return [answer.post_view];
  if ('comment_view' in answer) return [answer.comment_view];
  if ('error' in answer) return [];
  return 'comments' in answer ? answer.comments : answer.posts;
}

/** A cursor, but for version 3's comments: they are numbered, and the page after the last is empty. */
function nextPage(url: string, answer: Answer): string | undefined {
  if (!('comments' in answer)) {
    const cursor = ('next_page' in answer ? answer.next_page : undefined) ?? undefined;
    return cursor === undefined ? undefined : withParameter(url, 'page_cursor', cursor);
  }
  if (answer.comments.length === 0) return undefined;
  const page = Number(new URL(url).searchParams.get('page') ?? '1');
  return withParameter(url, 'page', String(page + 1));
}

/** Lemmy keeps a place for what its author deleted or a moderator removed. */
function isGone(one: z.infer<typeof Common>): boolean {
  return one.deleted === true || one.removed === true;
}

function commentDraft({ comment, post, creator }: CommentView): Draft {
  // `path` leads from the root, `0`, over all comments above to this one.
  const parent = comment.path?.split('.').at(-2) ?? '0';
  return {
    key: `comment/${comment.id}`,
    text: comment.content,
    published: comment.published ?? comment.published_at,
    link: comment.ap_id,
    author: creator?.actor_id ?? creator?.ap_id ?? creator?.name,
    threadTitle: post?.name,
    replyTo: parent !== '0' ? `comment/${parent}` : post === undefined ? undefined : `post/${post.id}`,
  };
}

function postDraft({ post, creator }: PostView): Draft {
  const body = post.body?.trim() ?? '';
  const link = addressOf(post.url ?? '');
  const isMedia = /^(?:image|video|audio)\//.test(post.url_content_type ?? '');
  return {
    key: `post/${post.id}`,
    text: body === '' ? post.name : `${post.name}\n\n${body}`,
    addresses: isMedia || link === undefined ? [] : [link],
    published: post.published ?? post.published_at,
    link: post.ap_id,
    author: creator?.actor_id ?? creator?.ap_id ?? creator?.name,
    media: isMedia ? [{ type: post.url_content_type ?? undefined, alt: post.alt_text ?? undefined }] : [],
  };
}
