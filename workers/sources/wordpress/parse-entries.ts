import { load } from 'cheerio';
import { z } from 'zod';
import type { Draft } from '../parse/draft-post.ts';
import { addressesIn } from '../parse/html-addresses.ts';
import { htmlToText, nodesToText } from '../parse/html-to-text.ts';
import type { ParseJob, ParseOutcome } from '../parse/parse-job.ts';
import { parseList } from '../parse/parse-list.ts';

type EntriesJob = Extract<ParseJob, { kind: 'wordpress' }>;

const Rendered = z.object({ rendered: z.string() });
const Common = z.object({
  id: z.int(),
  date_gmt: z.string().optional(),
  link: z.string().optional(),
  content: Rendered,
});

/** The part of a comment and of a post (developer.wordpress.org/rest-api/reference) that a post is made of. */
const Comment = Common.extend({
  post: z.int(),
  parent: z.int().optional(),
  author_name: z.string().optional(),
  _embedded: z.object({ up: z.array(z.object({ title: Rendered.optional() })).optional() }).optional(),
});
const Post = Common.extend({
  title: Rendered,
  _embedded: z.object({ author: z.array(z.object({ name: z.string().optional() })).optional() }).optional(),
});
type Comment = z.infer<typeof Comment>;
type Post = z.infer<typeof Post>;

/** Comments or posts of one page of a WordPress site. Runs in the parse thread. */
export function parseEntries(job: EntriesJob): ParseOutcome {
  return parseList(job, {
    expected: 'a JSON list of WordPress comments or posts',
    envelope: z.array(z.unknown()),
    entries: (listed) => listed,
    entry: z.union([Comment, Post]),
    drafts: (entry) => ['post' in entry ? commentDraft(entry, job.url) : postDraft(entry, job.url)],
  });
}

function commentDraft(comment: Comment, site: string): Draft {
  const parent = comment.parent ?? 0;
  return {
    ...draftOf(comment, site),
    key: `comment/${comment.id}`,
    author: comment.author_name,
    replyTo: parent === 0 ? `post/${comment.post}` : `comment/${parent}`,
    threadTitle: htmlToText(comment._embedded?.up?.[0]?.title?.rendered ?? ''),
  };
}

function postDraft(post: Post, site: string): Draft {
  const draft = draftOf(post, site);
  const title = htmlToText(post.title.rendered);
  return {
    ...draft,
    key: `post/${post.id}`,
    text: draft.text === '' ? title : `${title}\n\n${draft.text}`,
    author: post._embedded?.author?.[0]?.name,
  };
}

function draftOf({ content, date_gmt, link }: z.infer<typeof Common>, site: string): Draft {
  const $ = load(content.rendered, null, false);
  return {
    text: nodesToText($.root().contents().toArray()),
    addresses: addressesIn($.root(), [link, site]),
    published: date_gmt,
    link,
    media: $('img, video, audio')
      .toArray()
      .map((node) => ({ type: node.tagName === 'img' ? 'image' : node.tagName, alt: node.attribs.alt })),
  };
}
