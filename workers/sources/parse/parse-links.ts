import { load } from 'cheerio';
import { decodeText } from '../../fetch/charset.ts';
import { webAddress } from './draft-post.ts';
import { marksIn, wallOf } from './find-wall.ts';
import type { ParseJob, ParseOutcome } from './parse-job.ts';

type LinksJob = Extract<ParseJob, { kind: 'links' }>;

/** Addresses that a list names, one per row, and the list's next page. Runs in the parse thread. */
export function parseLinks(job: LinksJob): ParseOutcome {
  const $ = load(decodeText(job.bytes, job.contentType, job.language));
  const base = webAddress($('base[href]').first().attr('href'), job.url) ?? job.url;
  const rows = $(job.row).toArray();
  const links = rows
    .map((row) => job.links.map((link) => $(row).find(link).addBack(link).first().attr('href')).find(Boolean))
    .map((link) => webAddress(link, base))
    .filter((link) => link !== undefined);
  if (links.length === 0) {
    const wall = wallOf($);
    if (wall !== undefined) return wall;
    const message = `expected a list with links, found nothing that matches ${JSON.stringify(job.row)} with a link in it; its layout may have changed`;
    return { kind: 'unexpected', reason: 'no-items', message };
  }
  const next = job.next === undefined ? undefined : webAddress($(job.next).first().attr('href'), base);
  const page = { posts: [], found: rows.length, rejected: 0, links, marks: marksIn($) };
  return { kind: 'page', page: next === undefined ? page : { ...page, next } };
}
