import { DetectError, MalformedError, ParseError, parseFeed as parseAnyFeed } from 'feedsmith';
import { decodeText } from '../../fetch/charset.ts';
import { type Draft, finishPosts, webAddress } from '../parse/draft-post.ts';
import { findWall, looksLikeHtml } from '../parse/find-wall.ts';
import { readHtml } from '../parse/html-addresses.ts';
import { htmlToText } from '../parse/html-to-text.ts';
import type { ParseJob, ParseOutcome } from '../parse/parse-job.ts';

type FeedJob = Extract<ParseJob, { kind: 'feed' }>;
type AnyParsed = ReturnType<typeof parseAnyFeed>;
type FeedOf<F extends AnyParsed['format']> = Extract<AnyParsed, { format: F }>['feed'];

/** Posts of an RSS, RDF, Atom or JSON feed. An empty feed is a page without posts. Runs in the parse thread. */
export function parseFeed(job: FeedJob): ParseOutcome {
  const text = decodeText(job.bytes, job.contentType, job.language);
  const parsed = tryParse(text);
  if (parsed === undefined) return withoutFeed(text);
  const page = finishPosts(draftsOf(parsed, job.url), job.url, job.language, job.url);
  const next = webAddress(nextOf(parsed), job.url);
  return { kind: 'page', page: next === undefined ? page : { ...page, next } };
}

/** Where a feed says that older entries are: `next_url` (JSON Feed 1.1), or a link with rel `next` (RFC 5005 section 3). */
function nextOf(parsed: AnyParsed): string | undefined {
  if (parsed.format === 'json') return parsed.feed.next_url;
  const links = parsed.format === 'atom' ? parsed.feed.links : parsed.feed.atom?.links;
  return links?.find((link) => link.rel === 'next')?.href;
}

function tryParse(text: string): AnyParsed | undefined {
  try {
    return parseAnyFeed(text);
  } catch (error) {
    if (error instanceof DetectError || error instanceof ParseError || error instanceof MalformedError)
      return undefined;
    throw error;
  }
}

function withoutFeed(text: string): ParseOutcome {
  const wall = findWall(text);
  if (wall !== undefined) return { kind: 'wall', wall };
  const found = looksLikeHtml(text)
    ? 'an HTML page'
    : text.trim() === ''
      ? 'an empty answer'
      : 'something else';
  const message = `expected an RSS, Atom or JSON feed, found ${found}; check the source's url`;
  return { kind: 'unexpected', reason: 'not-a-feed', message };
}

function draftsOf(parsed: AnyParsed, feed: string): Draft[] {
  switch (parsed.format) {
    case 'rss':
      return (parsed.feed.items ?? []).map((item) => rssDraft(item, feed, parsed.feed.language));
    case 'atom':
      return (parsed.feed.entries ?? []).map((entry) => atomDraft(entry, feed, parsed.feed.xml?.lang));
    case 'rdf':
      return (parsed.feed.items ?? []).map((item) => rdfDraft(item, feed, parsed.feed.dc?.languages?.[0]));
    case 'json':
      return (parsed.feed.items ?? []).map((item) => jsonDraft(item, feed, parsed.feed.language));
    default:
      return parsed satisfies never;
  }
}

function rssDraft(
  item: NonNullable<FeedOf<'rss'>['items']>[number],
  feed: string,
  language: string | undefined,
): Draft {
  const body = loose(item.content?.encoded ?? item.description, [item.link, feed]);
  return {
    key: item.guid?.value,
    ...joined(loose(item.title).text, body),
    language: item.dc?.languages?.[0] ?? item.xml?.lang ?? language,
    published: dateText(item.pubDate ?? item.dc?.dates?.[0]),
    link: item.link ?? addressOf(item.guid),
    author: item.authors?.[0]?.name ?? item.dc?.creators?.[0],
    media: (item.enclosures ?? []).map((file) => ({ type: file.type })),
  };
}

/** RSS 2.0: a guid is the item's address unless it says that it is none; many are no address all the same. */
function addressOf(guid: NonNullable<FeedOf<'rss'>['items']>[number]['guid']): string | undefined {
  const { value, isPermaLink = true } = guid ?? {};
  return isPermaLink && value !== undefined && /^https?:\/\//i.test(value.trim()) ? value : undefined;
}

function atomDraft(
  entry: NonNullable<FeedOf<'atom'>['entries']>[number],
  feed: string,
  language: string | undefined,
): Draft {
  const alternate = entry.links?.find((link) => link.rel === undefined || link.rel === 'alternate');
  return {
    key: entry.id,
    ...joined(typed(entry.title).text, typed(entry.content ?? entry.summary, [alternate?.href, feed])),
    language: entry.xml?.lang ?? language,
    published: dateText(entry.published ?? entry.updated),
    link: alternate?.href,
    author: entry.authors?.[0]?.name,
    media: (entry.links ?? [])
      .filter((link) => link.rel === 'enclosure')
      .map((link) => ({ type: link.type })),
  };
}

function rdfDraft(
  item: NonNullable<FeedOf<'rdf'>['items']>[number],
  feed: string,
  language: string | undefined,
): Draft {
  const body = loose(item.content?.encoded ?? item.description, [item.link, feed]);
  return {
    key: item.rdf?.about,
    ...joined(loose(item.title).text, body),
    language: item.dc?.languages?.[0] ?? language,
    published: dateText(item.dc?.dates?.[0]),
    link: item.link,
    author: item.dc?.creators?.[0],
  };
}

function jsonDraft(
  item: NonNullable<FeedOf<'json'>['items']>[number],
  feed: string,
  language: string | undefined,
): Draft {
  const body =
    item.content_html === undefined
      ? plain(item.content_text)
      : readHtml(item.content_html, [item.url, feed]);
  return {
    key: item.id,
    ...joined(item.title ?? '', body.text.trim() === '' ? { ...body, text: item.summary ?? '' } : body),
    language: item.language ?? language,
    published: dateText(item.date_published ?? item.date_modified),
    link: item.url,
    author: item.authors?.[0]?.name,
    media: [
      ...(item.image === undefined ? [] : [{ type: 'image' }]),
      ...(item.attachments ?? []).map((file) => ({ type: file.mime_type, alt: file.title })),
    ],
  };
}

/** feedsmith leaves the type of a date open; without a date parser of ours it is the text that stands in the feed. */
function dateText(stated: unknown): string | undefined {
  return typeof stated === 'string' ? stated : undefined;
}

interface TypedText {
  readonly value?: string | undefined;
  readonly type?: string | undefined;
}

/** A text, and where its links lead. */
type Linked = ReturnType<typeof readHtml>;

function plain(text = ''): Linked {
  return { text, addresses: [] };
}

/** Atom says what a text is; without a type it is plain. */
function typed(text: TypedText | undefined, places: readonly (string | undefined)[] = []): Linked {
  const value = text?.value ?? '';
  const type = text?.type?.toLowerCase() ?? 'text';
  return type === 'text' || type === 'text/plain' ? plain(value) : readHtml(value, places);
}

/** RSS does not say: with a tag it is HTML; without one its line breaks are real, and entities may be escaped twice. */
function loose(value: string | undefined, places: readonly (string | undefined)[] = []): Linked {
  if (value === undefined) return plain();
  return /<[a-z!/]/i.test(value) ? readHtml(value, places) : plain(htmlToText(`<pre>${value}</pre>`));
}

/** Title and body as one text; microblogs repeat the start of the body as its title, which is then left out. */
function joined(title: string, { text: body, addresses }: Linked): Linked {
  const start = title
    .trim()
    .replace(/(?:…|\.\.\.)$/, '')
    .trimEnd();
  if (start === '' || body.trimStart().startsWith(start)) return { text: body, addresses };
  return { text: body.trim() === '' ? title : `${title.trim()}\n\n${body}`, addresses };
}
