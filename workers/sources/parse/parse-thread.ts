import { parsePosts as parseBlueskyPosts } from '../bluesky/parse-posts.ts';
import { parsePosts as parseDiscoursePosts } from '../discourse/parse-posts.ts';
import { parseFeed } from '../feed/parse-feed.ts';
import { parseHtml } from '../html/parse-html.ts';
import { parseViews } from '../lemmy/parse-views.ts';
import { parseTimeline } from '../mastodon/parse-timeline.ts';
import { parseListing } from '../reddit/parse-listing.ts';
import { parseSitemap } from '../sitemap/parse-sitemap.ts';
import { parseChannel } from '../telegram/parse-channel.ts';
import { parseEntries } from '../wordpress/parse-entries.ts';
import { parseItems } from '../youtube/parse-items.ts';
import type { MarkedJob, ParseJob, ParseOutcome } from './parse-job.ts';
import { parseLinks } from './parse-links.ts';
import { markThread } from './thread-time.ts';

type JobOf<K extends ParseJob['kind']> = Extract<ParseJob, { kind: K }>;

type Parsed = ParseOutcome | Promise<ParseOutcome>;

const PARSERS: { readonly [K in ParseJob['kind']]: (job: JobOf<K>) => Parsed } = {
  feed: parseFeed,
  html: parseHtml,
  links: parseLinks,
  sitemap: parseSitemap,
  mastodon: parseTimeline,
  bluesky: parseBlueskyPosts,
  lemmy: parseViews,
  discourse: parseDiscoursePosts,
  telegram: parseChannel,
  reddit: parseListing,
  youtube: parseItems,
  wordpress: parseEntries,
  // Loaded when it is asked for: with the rules' reading of words it takes 0.1 s more, and threads come and go.
  jetstream: async (job) => (await import('../jetstream/parse-events.ts')).parseEvents(job),
};

/** Entry of the parse thread: untrusted bytes in, plain posts out. No I/O. */
export function parse({ job, mark }: MarkedJob): Parsed {
  markThread(mark);
  // Under each kind's name stands the parser that takes its jobs; the compiler cannot follow that through a union.
  const parser = PARSERS[job.kind] as (job: ParseJob) => Parsed;
  return parser(job);
}
