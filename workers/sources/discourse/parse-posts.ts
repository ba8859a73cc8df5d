import { type CheerioAPI, load } from 'cheerio';
import { z } from 'zod';
import type { Draft } from '../parse/draft-post.ts';
import { addressesIn } from '../parse/html-addresses.ts';
import { nodesToText } from '../parse/html-to-text.ts';
import type { ParseJob, ParseOutcome } from '../parse/parse-job.ts';
import { parseList, withParameter } from '../parse/parse-list.ts';
import { writeEmoji } from './emoji.ts';

type PostsJob = Extract<ParseJob, { kind: 'discourse' }>;

/** A post that somebody wrote; others say that a topic was closed or moved. */
const REGULAR = 1;

/** The part of an entry of `latest_posts` (docs.discourse.org) that a post is made of; anything else is ignored. */
const Post = z.object({
  id: z.int(),
  username: z.string().optional(),
  created_at: z.string().optional(),
  cooked: z.string(),
  post_number: z.int(),
  post_type: z.int().optional(),
  /** The documentation calls it text; servers send a number. */
  reply_to_post_number: z.union([z.int(), z.string()]).nullish(),
  topic_id: z.int(),
  topic_slug: z.string().optional(),
  topic_title: z.string().optional(),
  category_id: z.int().nullish(),
  hidden: z.boolean().optional(),
  deleted_at: z.string().nullish(),
  user_deleted: z.boolean().optional(),
});
type Post = z.infer<typeof Post>;

const List = z.object({ latest_posts: z.array(z.unknown()) });
/** About one post; also that there is none, or none for a reader without an account. */
const Answer = z.union([
  List,
  z.object({ error_type: z.literal('not_found') }),
  z.looseObject({ cooked: z.string() }),
]);
type Answer = z.infer<typeof Answer>;

function entriesOf(answer: Answer): readonly unknown[] {
  if ('latest_posts' in answer) return answer.latest_posts as readonly unknown[];
  return 'error_type' in answer ? [] : [answer];
}

/** Newest posts of a Discourse forum, or one post by its number. Runs in the parse thread. */
export function parsePosts(job: PostsJob): ParseOutcome {
  const isOnePost = new URL(job.url).pathname.includes('/posts/by_number/');
  let lowest = Number.POSITIVE_INFINITY;
  return parseList(job, {
    expected: 'a JSON list of Discourse posts',
    envelope: (isOnePost ? Answer : List) as z.ZodType<Answer>,
    entries: entriesOf,
    entry: Post,
    drafts: (post) => {
      lowest = Math.min(lowest, post.id);
      return isShown(post, job.categories) ? [draftOf(post, job.url)] : [];
    },
    next: () => (Number.isFinite(lowest) ? withParameter(job.url, 'before', String(lowest)) : undefined),
  });
}

function isShown(post: Post, categories: readonly number[] | undefined): boolean {
  const isGone = post.hidden === true || post.user_deleted === true || typeof post.deleted_at === 'string';
  const isWanted = categories === undefined || categories.includes(post.category_id ?? 0);
  return isWanted && !isGone && (post.post_type ?? REGULAR) === REGULAR;
}

/** Links to files that lie with the forum, on whatever host. */
const UPLOADED = '.lightbox, .attachment';

/**
 * Takes out what the author did not write: what somebody else wrote is that post's text or that site's, of which the address
 * stays, and below a picture the software writes its name and size.
 */
function leaveOwn($: CheerioAPI): void {
  $('aside.quote, .lightbox-wrapper .meta').remove();
  for (const card of $('aside.onebox').toArray()) {
    const href = card.attribs['data-onebox-src'] ?? $(card).find('header a[href]').first().attr('href') ?? '';
    $(card).replaceWith($('<a>').attr('href', href));
  }
  writeEmoji($);
}

function draftOf(post: Post, forum: string): Draft {
  const $ = load(post.cooked, null, false);
  leaveOwn($);
  const body = nodesToText($.root().contents().toArray());
  const isFirst = post.post_number === 1 && post.topic_title !== undefined;
  const parent = post.reply_to_post_number ?? undefined;
  return {
    key: `${post.topic_id}/${post.post_number}`,
    text: isFirst ? `${post.topic_title}\n\n${body}` : body,
    addresses: addressesIn($.root().find('a').not(UPLOADED), [forum]),
    published: post.created_at,
    link: `/t/${post.topic_slug ?? '-'}/${post.topic_id}/${post.post_number}`,
    author: post.username,
    threadTitle: post.topic_title,
    replyTo: parent === undefined ? undefined : `${post.topic_id}/${parent}`,
    media: $('img:not(.emoji, .avatar), video, audio')
      .toArray()
      .map((node) => ({ type: node.tagName === 'img' ? 'image' : node.tagName, alt: node.attribs.alt })),
  };
}
