import { gunzipSync } from 'node:zlib';
import { load } from 'cheerio';
import { decodeText } from '../../fetch/charset.ts';
import { isoTime, webAddress } from '../parse/draft-post.ts';
import { findWall } from '../parse/find-wall.ts';
import type { ParseJob, ParseOutcome } from '../parse/parse-job.ts';
import { newestFirst } from './order-links.ts';

type SitemapJob = Extract<ParseJob, { kind: 'sitemap' }>;

/** sitemaps.org allows 50 MB; we read what the fetcher would take, times four. */
const MAX_UNPACKED_BYTES = 20 * 1024 * 1024;
/** sitemaps.org: entries of one file at most. */
const MAX_ENTRIES = 50_000;

/** Addresses that a sitemap names, newest change first, or the sitemaps that an index names. Runs in the parse thread. */
export function parseSitemap(job: SitemapJob): ParseOutcome {
  const text = decodeText(unpacked(job.bytes), job.contentType, job.language);
  const $ = load(text, { xml: true });
  const isIndex = $('sitemapindex').length > 0;
  if (!isIndex && $('urlset').length === 0) {
    const wall = findWall(text);
    if (wall !== undefined) return { kind: 'wall', wall };
    const message = "expected a sitemap (sitemaps.org), found something else; check the source's url";
    return { kind: 'unexpected', reason: 'not-a-sitemap', message };
  }
  const entries = $(isIndex ? 'sitemapindex > sitemap' : 'urlset > url')
    .toArray()
    .slice(0, MAX_ENTRIES)
    .flatMap((entry) => {
      const address = webAddress($(entry).children('loc').first().text(), job.url);
      if (address === undefined || !(isIndex || isWanted(address, job.paths))) return [];
      return [{ address, changedAt: changedAt($(entry).children('lastmod').first().text()) }];
    });
  const listed = newestFirst(entries);
  const addresses = listed.map(({ address }) => address);
  const changed = listed.map((one) => one.changedAt);
  const page = { posts: [], found: entries.length, rejected: 0, changed };
  return { kind: 'page', page: isIndex ? { ...page, lists: addresses } : { ...page, links: addresses } };
}

/** The norm allows a year alone, and a year with its month: enough to sort by. */
function changedAt(stated: string): string {
  const [, year, month = '01'] = /^(\d{4})(?:-(\d{2}))?$/.exec(stated.trim()) ?? [];
  return isoTime(year === undefined ? stated : `${year}-${month}-01`) ?? '';
}

function isWanted(address: string, paths: readonly string[] | undefined): boolean {
  const { pathname } = new URL(address);
  return paths === undefined || paths.some((path) => pathname.startsWith(path));
}

/** Sitemaps are often files packed with gzip, whatever their type says. */
function unpacked(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES });
}
