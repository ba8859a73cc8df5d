import { type Cheerio, type CheerioAPI, load } from 'cheerio';
import type { AnyNode } from 'domhandler';
import type { SelectorMap } from '../../../queue/contracts/index.ts';
import { decodeText } from '../../fetch/charset.ts';
import { type Draft, finishPosts, webAddress } from '../parse/draft-post.ts';
import { marksIn, wallOf } from '../parse/find-wall.ts';
import { addressesIn } from '../parse/html-addresses.ts';
import { nodesToText } from '../parse/html-to-text.ts';
import type { ParseJob, ParseOutcome } from '../parse/parse-job.ts';

type HtmlJob = Extract<ParseJob, { kind: 'html' }>;

/** Posts of a page by the source's selectors. Runs in the parse thread. */
export function parseHtml(job: HtmlJob): ParseOutcome {
  const $ = load(decodeText(job.bytes, job.contentType, job.language));
  const { selectors } = job;
  const items = $(selectors.item).toArray();
  if (items.length === 0) return withoutItems($, `item selector ${JSON.stringify(selectors.item)}`);
  const base = webAddress($('base[href]').first().attr('href'), job.url) ?? job.url;
  const marks = marksIn($);
  const pageLanguage = $('html').attr('lang') ?? job.language;
  const pageTitle = selectors.threadTitle === undefined ? undefined : $(selectors.threadTitle).first().text();
  const places = [base, job.url];
  const drafts = items.map((item) => draftOf($(item), selectors, { places, pageLanguage, pageTitle }));
  if (job.order === 'oldest-first') drafts.reverse();
  if (drafts.every((draft) => draft.text === '')) {
    return withoutItems($, `text selector ${JSON.stringify(selectors.text)} inside the items`);
  }
  if (hasKeys(selectors) && drafts.every((draft) => (draft.key ?? '').trim() === ''))
    return withoutKeys(selectors);
  const isOnePost = job.isOnePost === true;
  const unmatched = isOnePost ? [] : unmatchedIn(drafts, selectors);
  const page = {
    ...(isOnePost
      ? finishPosts(asPage(drafts, job.url), base, job.language)
      : finishPosts(drafts, base, job.language, job.url)),
    ...(unmatched.length > 0 && { unmatched }),
    ...(marks.length > 0 && { marks }),
  };
  const next =
    selectors.next === undefined ? undefined : webAddress($(selectors.next).first().attr('href'), base);
  return { kind: 'page', page: next === undefined ? page : { ...page, next } };
}

/** The first item of a page that is one post, with the page's own address. */
function asPage([draft]: readonly Draft[], url: string): Draft[] {
  return draft === undefined ? [] : [{ ...draft, link: draft.link ?? url }];
}

function withoutItems($: CheerioAPI, missing: string): ParseOutcome {
  const wall = wallOf($);
  if (wall !== undefined) return wall;
  const message = `expected posts on the page, found nothing that matches the ${missing}; its layout may have changed`;
  return { kind: 'unexpected', reason: 'no-items', message };
}

function hasKeys(selectors: SelectorMap): boolean {
  return selectors.key !== undefined || selectors.keyAttribute !== undefined;
}

/** Posts known by another key than before would all be taken for new ones. */
function withoutKeys({ key, keyAttribute }: SelectorMap): ParseOutcome {
  const wanted = [key, keyAttribute && `[${keyAttribute}]`].filter((part) => part !== undefined).join(' ');
  const message = `expected a key in at least one post, found none at ${JSON.stringify(wanted)}; its layout may have changed`;
  return { kind: 'unexpected', reason: 'no-keys', message };
}

/** One post without an author is normal; a page of posts without any tells of a selector that no longer fits. */
function unmatchedIn(drafts: readonly Draft[], selectors: SelectorMap): string[] {
  const values = { link: 'link', author: 'author', publishedAt: 'published' } as const;
  return (['link', 'author', 'publishedAt'] as const).filter(
    (name) =>
      selectors[name] !== undefined && drafts.every((draft) => (draft[values[name]] ?? '').trim() === ''),
  );
}

/** What all posts of a page have in common. */
interface OfPage {
  readonly places: readonly string[];
  readonly pageLanguage: string | undefined;
  readonly pageTitle: string | undefined;
}

function draftOf(
  item: Cheerio<AnyNode>,
  selectors: SelectorMap,
  { places, pageLanguage, pageTitle }: OfPage,
): Draft {
  const pick = (selector: string | undefined): Cheerio<AnyNode> | undefined =>
    selector === undefined ? undefined : item.find(selector).addBack(selector).first();
  const time = pick(selectors.publishedAt);
  if (selectors.ignore !== undefined) item.find(selectors.ignore).remove();
  const texts = item.find(selectors.text).addBack(selectors.text);
  return {
    key: keyOf(item, selectors, pick(selectors.key)),
    text: texts
      .toArray()
      .map((node) => nodesToText([node]))
      .filter((text) => text !== '')
      .join('\n'),
    addresses: addressesIn(texts, places),
    language: item.closest('[lang]').attr('lang') ?? pageLanguage,
    published: time?.attr('datetime') ?? time?.text(),
    link: pick(selectors.link)?.attr('href'),
    author: pick(selectors.author)?.text(),
    threadTitle: pick(selectors.threadTitle)?.text() || pageTitle,
    media: item
      .find('img, video, audio')
      .toArray()
      .map((node) => ({ type: node.tagName === 'img' ? 'image' : node.tagName, alt: node.attribs.alt })),
  };
}

function keyOf(
  item: Cheerio<AnyNode>,
  selectors: SelectorMap,
  element: Cheerio<AnyNode> | undefined,
): string | undefined {
  const holder = selectors.key === undefined ? item : element;
  if (selectors.keyAttribute !== undefined) return holder?.attr(selectors.keyAttribute);
  return element?.text();
}
