import type { z } from 'zod';
import { jsonOf } from '../../../queue/runtime/json-of.ts';
import { decodeText } from '../../fetch/charset.ts';
import { type Draft, finishPosts } from './draft-post.ts';
import { findWall } from './find-wall.ts';
import type { Bytes, ParseOutcome } from './parse-job.ts';

/** How a platform's JSON interface lists posts. */
export interface ListShape<Envelope extends z.ZodType, Entry extends z.ZodType> {
  /** What should have come, for messages: `a JSON list of statuses`. */
  readonly expected: string;
  readonly envelope: Envelope;
  readonly entries: (envelope: z.output<Envelope>) => readonly unknown[];
  readonly entry: Entry;
  /** Drafts of one entry; none for what is no post of the list, such as one that was deleted. */
  readonly drafts: (entry: z.output<Entry>) => readonly Draft[];
  /** Whether the author asks to be shown only to people with an account: the entry is left out. */
  readonly isClosed?: (entry: z.output<Entry>) => boolean;
  /** Address of the next page. */
  readonly next?: (envelope: z.output<Envelope>, drafts: readonly Draft[]) => string | undefined;
}

/**
 * Posts of a JSON answer. An empty list is a page without posts; a list of which no entry has the shape is a changed
 * interface; one strange entry among good ones is left out and counted.
 */
export function parseList<Envelope extends z.ZodType, Entry extends z.ZodType>(
  job: Bytes,
  shape: ListShape<Envelope, Entry>,
): ParseOutcome {
  const text = decodeText(job.bytes, job.contentType, job.language);
  const envelope = shape.envelope.safeParse(jsonOf(text));
  if (!envelope.success) {
    const wall = findWall(text);
    if (wall !== undefined) return { kind: 'wall', wall };
    const message = `expected ${shape.expected}, found something else; check the source's url`;
    return { kind: 'unexpected', reason: 'not-a-list', message };
  }
  const entries = shape.entries(envelope.data);
  const good = entries.map((entry) => shape.entry.safeParse(entry)).filter((parsed) => parsed.success);
  const rejected = entries.length - good.length;
  if (rejected > 0 && good.length === 0) {
    const message = `expected ${shape.expected}, found one whose ${rejected} entries have another shape; the interface may have changed`;
    return { kind: 'unexpected', reason: 'no-items', message };
  }
  const open = good.filter((parsed) => shape.isClosed?.(parsed.data) !== true);
  const drafts = open.flatMap((parsed) => shape.drafts(parsed.data));
  const page = finishPosts(drafts, job.url, job.language);
  const next = shape.next?.(envelope.data, drafts);
  const closed = good.length - open.length;
  const total = { ...page, rejected: page.rejected + rejected, ...(closed === 0 ? {} : { closed }) };
  return { kind: 'page', page: next === undefined ? total : { ...total, next } };
}

/** An address with one query parameter set; its fragment goes. */
export function withParameter(address: string, name: string, value: string): string {
  const url = new URL(address);
  url.searchParams.set(name, value);
  url.hash = '';
  return url.href;
}
