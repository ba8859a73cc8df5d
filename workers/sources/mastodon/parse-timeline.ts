import { z } from 'zod';
import { decodeText } from '../../fetch/charset.ts';
import { type Draft, finishPosts } from '../parse/draft-post.ts';
import { findWall } from '../parse/find-wall.ts';
import { htmlToText } from '../parse/html-to-text.ts';
import type { ParseJob, ParseOutcome } from '../parse/parse-job.ts';

type TimelineJob = Extract<ParseJob, { kind: 'mastodon' }>;

const Attachment = z.looseObject({ type: z.string().optional(), description: z.string().nullish() });

/** The part of https://docs.joinmastodon.org/entities/Status/ that a post is made of; anything else is ignored. */
const Status = z.looseObject({
  id: z.string().min(1),
  content: z.string(),
  spoiler_text: z.string().nullish(),
  created_at: z.string().optional(),
  language: z.string().nullish(),
  url: z.string().nullish(),
  uri: z.string().optional(),
  in_reply_to_id: z.string().nullish(),
  account: z.looseObject({ acct: z.string().optional() }).optional(),
  media_attachments: z.array(Attachment).optional(),
});
type Status = z.infer<typeof Status>;

/** Statuses of a timeline page. Runs in the parse thread. */
export function parseTimeline(job: TimelineJob): ParseOutcome {
  const text = decodeText(job.bytes, job.contentType, job.language);
  const listed = listOf(text);
  if (listed === undefined) {
    const wall = findWall(text);
    if (wall !== undefined) return { kind: 'wall', wall };
    const message =
      'expected a JSON list of statuses, found something else; check that the url is a Mastodon-compatible server';
    return { kind: 'unexpected', reason: 'not-a-timeline', message };
  }
  const drafts: Draft[] = [];
  let rejected = 0;
  let lastKey: string | undefined;
  for (const entry of listed) {
    const status = Status.safeParse(entry);
    if (!status.success) {
      rejected += 1;
      continue;
    }
    lastKey = status.data.id;
    drafts.push(draftOf(status.data));
  }
  if (rejected > 0 && drafts.length === 0) {
    const message = `expected Mastodon statuses, found ${rejected} entries without an id or content; the API may have changed`;
    return { kind: 'unexpected', reason: 'no-items', message };
  }
  const page = finishPosts(drafts, job.url, job.language);
  const total = { ...page, rejected: page.rejected + rejected };
  return { kind: 'page', page: lastKey === undefined ? total : { ...total, lastKey } };
}

function draftOf(status: Status): Draft {
  const warning = status.spoiler_text?.trim() ?? '';
  const content = htmlToText(status.content);
  return {
    key: status.id,
    text: warning === '' ? content : `${warning}\n\n${content}`,
    language: status.language ?? undefined,
    published: status.created_at,
    link: status.url ?? status.uri,
    author: status.account?.acct,
    replyTo: status.in_reply_to_id ?? undefined,
    media: (status.media_attachments ?? []).map((file) => ({
      type: file.type,
      alt: file.description ?? undefined,
    })),
  };
}

function listOf(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
