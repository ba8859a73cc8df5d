import { parseFeed } from '../feed/parse-feed.ts';
import { parseHtml } from '../html/parse-html.ts';
import { parseTimeline } from '../mastodon/parse-timeline.ts';
import type { ParseJob, ParseOutcome } from './parse-job.ts';

/** Entry of the parse thread: untrusted bytes in, plain posts out. No I/O. */
export function parse(job: ParseJob): ParseOutcome {
  switch (job.kind) {
    case 'feed':
      return parseFeed(job);
    case 'html':
      return parseHtml(job);
    case 'mastodon':
      return parseTimeline(job);
    default:
      return job satisfies never;
  }
}
