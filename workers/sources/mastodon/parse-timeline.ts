import { z } from 'zod';
import type { Draft } from '../parse/draft-post.ts';
import { readHtml } from '../parse/html-addresses.ts';
import type { ParseJob, ParseOutcome } from '../parse/parse-job.ts';
import { parseList } from '../parse/parse-list.ts';

type TimelineJob = Extract<ParseJob, { kind: 'mastodon' }>;

const Attachment = z.object({ type: z.string().optional(), description: z.string().nullish() });

/** The part of https://docs.joinmastodon.org/entities/Status/ that a post is made of; anything else is ignored. */
const Status = z.object({
  id: z.string().min(1),
  content: z.string(),
  spoiler_text: z.string().nullish(),
  created_at: z.string().optional(),
  language: z.string().nullish(),
  url: z.string().nullish(),
  uri: z.string().optional(),
  in_reply_to_id: z.string().nullish(),
  account: z.object({ acct: z.string().optional() }).optional(),
  media_attachments: z.array(Attachment).optional(),
});
type Status = z.infer<typeof Status>;

/** Statuses of a timeline page. Runs in the parse thread. */
export function parseTimeline(job: TimelineJob): ParseOutcome {
  let lastKey: string | undefined;
  const outcome = parseList(job, {
    expected: 'a JSON list of statuses of a Mastodon-compatible server',
    envelope: z.array(z.unknown()),
    entries: (listed) => listed,
    entry: Status,
    drafts: (status) => {
      lastKey = status.id;
      return [draftOf(status, job.url)];
    },
  });
  if (outcome.kind !== 'page' || lastKey === undefined) return outcome;
  return { kind: 'page', page: { ...outcome.page, lastKey } };
}

function draftOf(status: Status, server: string): Draft {
  const warning = status.spoiler_text?.trim() ?? '';
  const { text, addresses } = readHtml(status.content, [status.url ?? status.uri, server]);
  return {
    key: status.id,
    text: warning === '' ? text : `${warning}\n\n${text}`,
    addresses,
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
