import { z } from 'zod';
import { addressOf } from '../parse/addresses.ts';
import type { Draft } from '../parse/draft-post.ts';
import type { ParseJob, ParseOutcome } from '../parse/parse-job.ts';
import { parseList, withParameter } from '../parse/parse-list.ts';

type ListingJob = Extract<ParseJob, { kind: 'reddit' }>;

const Common = z.object({
  /** "Fullname": kind and id, such as `t3_abc`. */
  name: z.string().min(1),
  author: z.string().optional(),
  permalink: z.string().optional(),
  created_utc: z.number().optional(),
});

/** The part of Reddit's `t3` (link) and `t1` (comment) that a post is made of; anything else is ignored. */
const Link = z.object({
  kind: z.literal('t3'),
  data: Common.extend({
    title: z.string(),
    selftext: z.string().optional(),
    is_self: z.boolean().optional(),
    /** Where a link post leads; of any other, the post itself. */
    url: z.string().optional(),
    post_hint: z.string().optional(),
    is_video: z.boolean().optional(),
    removed_by_category: z.string().nullish(),
  }),
});
const Comment = z.object({
  kind: z.literal('t1'),
  data: Common.extend({
    body: z.string(),
    parent_id: z.string().optional(),
    link_title: z.string().optional(),
  }),
});
type Link = z.infer<typeof Link>;
type Comment = z.infer<typeof Comment>;

const Listing = z.object({
  kind: z.literal('Listing'),
  data: z.object({ after: z.string().nullish(), children: z.array(z.unknown()) }),
});

const REDDIT = 'https://www.reddit.com';
const OF_REDDIT = /(?:^|\.)(?:reddit\.com|redd\.it|redditmedia\.com)$/;

/** What stands where an author, a moderator or Reddit took a text away, such as `[ Removed by Reddit ]`. */
const GONE = /^\[\s*(?:deleted|removed)\b[^\]]{0,80}\]$/i;

/** Links or comments of one listing. Runs in the parse thread. */
export function parseListing(job: ListingJob): ParseOutcome {
  return parseList(job, {
    expected: 'a Reddit listing in JSON',
    envelope: Listing,
    entries: (listing) => listing.data.children,
    entry: z.discriminatedUnion('kind', [Link, Comment]),
    drafts: (thing) => (thing.kind === 't3' ? linkDrafts(thing) : commentDrafts(thing)),
    next: ({ data: { after } }) => (after == null ? undefined : withParameter(job.url, 'after', after)),
  });
}

function linkDrafts({ data }: Link): Draft[] {
  const body = data.selftext?.trim() ?? '';
  if ([body, data.title.trim()].some(isGone) || data.removed_by_category != null) return [];
  const isVideo = data.is_video === true || /video/.test(data.post_hint ?? '');
  const type = isVideo ? 'video' : data.post_hint === 'image' ? 'image' : undefined;
  return [
    {
      ...draftOf(data),
      text: body === '' ? data.title : `${data.title}\n\n${body}`,
      addresses: type === 'image' ? [] : linkOf(data),
      media: type === undefined ? [] : [{ type }],
    },
  ];
}

/** What a post links to that is not on Reddit, where its own pictures and videos lie, and other posts. */
function linkOf({ is_self: isText, url }: Link['data']): string[] {
  const address = isText === true || url === undefined ? undefined : addressOf(url, REDDIT);
  return address === undefined || OF_REDDIT.test(new URL(address).hostname) ? [] : [address];
}

function commentDrafts({ data }: Comment): Draft[] {
  if (isGone(data.body.trim())) return [];
  return [{ ...draftOf(data), text: data.body, replyTo: data.parent_id, threadTitle: data.link_title }];
}

function draftOf(data: z.infer<typeof Common>): Omit<Draft, 'text'> {
  return {
    key: data.name,
    published: timeOf(data.created_utc),
    link: data.permalink === undefined ? undefined : `${REDDIT}${data.permalink}`,
    author: data.author === undefined || isGone(data.author) ? undefined : data.author,
  };
}

function isGone(text: string): boolean {
  return GONE.test(text);
}

function timeOf(seconds: number | undefined): string | undefined {
  const date = new Date((seconds ?? Number.NaN) * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
