import { createHash } from 'node:crypto';
import { CollectedPost, sessionFree } from '../../../queue/contracts/index.ts';
import { withAddresses } from './addresses.ts';
import { languageTag } from './language-tag.ts';
import type { ParsedPage } from './parse-job.ts';

/** More entries than any honest page has; the rest of a page is left out. */
const MAX_ENTRIES = 1000;

/** The values of one entry as they stand in the page, before they are cleaned. */
export interface Draft {
  readonly key?: string | undefined;
  readonly text: string;
  /** Where its links lead, as `addressOf` writes it; what the text says already comes no second time. */
  readonly addresses?: readonly string[];
  readonly language?: string | undefined;
  readonly published?: string | undefined;
  readonly link?: string | undefined;
  readonly author?: string | undefined;
  readonly media?: readonly { readonly type: string | undefined; readonly alt?: string | undefined }[];
  /** Key of the post that this one answers. */
  readonly replyTo?: string | undefined;
  readonly threadTitle?: string | undefined;
}

/**
 * Turns drafts into posts. An entry without text and addresses is counted and left out; a key falls back to the link, then to a hash
 * of what is read, so that it stays the same from round to round. Where several texts stand under one key, the hash parts them: as one
 * post all but the first would be lost, or taken for its edits.
 * @param listUrl the address of a page that may show several posts: a link to what lies above it is no key of any of them
 */
export function finishPosts(
  drafts: readonly Draft[],
  pageUrl: string,
  language: string | undefined,
  listUrl?: string,
): ParsedPage {
  const posts: CollectedPost[] = [];
  const entries = drafts.slice(0, MAX_ENTRIES).flatMap((draft) => entryOf(draft, pageUrl));
  const shared = sharedKeys(entries, listUrl);
  const seen = new Set<string>();
  let rejected = 0;
  for (const { draft, text, read, permalink, stated } of entries) {
    const key = keyOf(stated, read, shared);
    if (seen.has(key)) continue;
    seen.add(key);
    const parsed = CollectedPost.safeParse(
      withoutGaps({
        key,
        text,
        language: languageTag(draft.language) ?? language,
        publishedAt: isoTime(draft.published),
        permalink: atMost(permalink, 4096),
        // Cut, never a reason to lose the post: its author may have chosen a name that long for that.
        author: firstFilled(draft.author)?.slice(0, 1000),
        thread: threadOf(draft),
        media:
          (draft.media ?? []).length === 0
            ? undefined
            : draft.media
                ?.slice(0, 50)
                .map((file) => withoutGaps({ kind: mediaKind(file.type), alt: firstFilled(file.alt) })),
      }),
    );
    if (parsed.success) posts.push(parsed.data);
    else rejected += 1;
  }
  return { posts, found: drafts.length, rejected };
}

interface Entry {
  readonly draft: Draft;
  readonly text: string;
  /** What a reader reads of it: it tells a post that has no key, since an address that a place writes anew at every visit must not. */
  readonly read: string;
  readonly permalink: string | undefined;
  /** What the page knows the post by. */
  readonly stated: string | undefined;
}

function entryOf(draft: Draft, pageUrl: string): Entry[] {
  const read = draft.text.trim();
  const text = withAddresses(read, draft.addresses ?? []);
  const permalink = webAddress(draft.link, pageUrl);
  const stated = firstFilled(draft.key, permalink);
  // Nothing but a link, and nothing that it is known by: the slot of an advertisement would be a new post at every visit.
  if (text === '' || (read === '' && stated === undefined)) return [];
  return [{ draft, text, read: read || text, permalink, stated }];
}

/**
 * Keys that name no post: those under which one page shows several texts, such as the address of a thread at each of its
 * replies, and that address on a later page of it, where one reply may stand alone and another one in the next round.
 */
function sharedKeys(entries: readonly Entry[], listUrl: string | undefined): ReadonlySet<string> {
  const texts = new Map<string, string>();
  const shared = new Set<string>();
  for (const { draft, stated, read } of entries) {
    if (stated === undefined) continue;
    const isOther = (texts.get(stated) ?? read) !== read;
    const isLink = firstFilled(draft.key) === undefined;
    if (isOther || (isLink && listUrl !== undefined && isAbove(stated, listUrl))) shared.add(stated);
    texts.set(stated, read);
  }
  return shared;
}

/** Whether a page lies below an address: in a folder of it, or it is the same with parameters more. */
function isAbove(address: string, page: string): boolean {
  const [above, own] = [new URL(address), new URL(page)];
  if (above.origin !== own.origin || above.hash !== '') return false;
  for (const [name, value] of above.searchParams)
    if (!own.searchParams.getAll(name).includes(value)) return false;
  const [path, ownPath] = [above, own].map(({ pathname }) => pathname.replace(/\/+$/, ''));
  if (path === ownPath) return [...own.searchParams].length > [...above.searchParams].length;
  return ownPath?.startsWith(`${path}/`) === true;
}

function keyOf(stated: string | undefined, text: string, shared: ReadonlySet<string>): string {
  if (stated !== undefined && !shared.has(stated)) return stated;
  const hash = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  return stated === undefined ? hash : `${stated}#${hash}`;
}

function threadOf({ replyTo, threadTitle }: Draft): Record<string, unknown> | undefined {
  const thread = withoutGaps({
    replyTo: atMost(firstFilled(replyTo), 2000),
    title: firstFilled(threadTitle)?.slice(0, 1000),
  });
  return Object.keys(thread).length === 0 ? undefined : thread;
}

/** An address or key that is too long to be kept is left out; a cut one would lead elsewhere. */
function atMost(address: string | undefined, length: number): string | undefined {
  return address !== undefined && address.length <= length ? address : undefined;
}

/** Day and month in figures, the year behind: whoever wrote it may have meant the one or the other first. */
const IN_FIGURES = /(?<!\d)(\d{1,2})[\s.,/-]+(\d{1,2})[\s.,/-]+(\d{4})(?!\d)/;
const MONTHS = 12;
/** An offset counts only behind a time of day, or the year of `12-11-2026` would be one; the year may follow it. */
const OFFSET =
  /(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?) ?(?:gmt|utc?)?([+-])(\d{1,2})(?::?(\d{2}))?(?= ?[()]| ?$| \d{4}$)/i;
const NAMED_ZONE = /(?<![a-z])(?:z|gmt|utc?|[ecmp][sd]t)\)?$/i;
const ISO_TIME =
  /^(\d{4}-\d{2}-\d{2})[t ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(z|[+-]\d{2}:\d{2}|gmt|utc?)?$/i;
const NUMBERED_DAY = /(?<!\d)(\d{4})[-/.] ?(\d{1,2})[-/.] ?(\d{1,2})(?!\d)/;
const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Where Tuesday begins as March does, it is taken for it. */
const MONTH = `(?!mart(?:es|ed)|mardi)(${MONTH_NAMES.join('|')})[a-z]*`;
const DAY_THEN_MONTH = new RegExp(`(?<![\\d:+-])(\\d{1,2})[\\s.,/-]*${MONTH}`, 'i');
const MONTH_THEN_DAY = new RegExp(`(?<![a-z])${MONTH}[\\s.,/-]*(\\d{1,2})(?![\\d:])`, 'i');
const YEAR = /(?<![\d+])(?:19|2[012])\d{2}(?!\d)/;
/** Clocks are never further ahead of UTC than this, in hours. */
const MOST_AHEAD = 14;

/**
 * ISO time of what a page states; `undefined` for what is no date, names no day of the calendar, and for days and months in
 * figures whose order nobody can know. A time without a zone is taken as UTC, so that the same page gives the same time on every machine.
 */
export function isoTime(stated: string | undefined): string | undefined {
  const text = yearFirst(stated?.trim().replaceAll(/\s+/g, ' ') ?? '');
  if (text === '' || text.length > 64 || !/\d{4}/.test(text) || IN_FIGURES.test(text)) return undefined;
  if (!isInCalendar(text)) return undefined;
  const offset = OFFSET.exec(text);
  if (offset !== null && Number(offset[3]) > MOST_AHEAD) return undefined;
  const ms = Date.parse(offset === null ? withZone(text, NAMED_ZONE.test(text)) : withOffset(text, offset));
  const date = new Date(ms);
  const isPlausible = Number.isFinite(ms) && date.getUTCFullYear() >= 1990 && date.getUTCFullYear() <= 2200;
  return isPlausible ? date.toISOString() : undefined;
}

/**
 * A day that its month does not have would be read as one of the next month, and a text without a day, such as one with a
 * time and a year alone, as the first of a month.
 */
function isInCalendar(text: string): boolean {
  const [, year, month, date] = NUMBERED_DAY.exec(text) ?? namedDay(text);
  if (date === undefined) return false;
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(date))).getUTCDate() === Number(date);
}

/** Year, month and day of a text with a month's name beside the day, from the second place on. */
function namedDay(text: string): readonly string[] {
  const [, before, monthBehind] = DAY_THEN_MONTH.exec(text) ?? [];
  const [, monthBefore, behind] = MONTH_THEN_DAY.exec(text) ?? [];
  const [day, month] = before === undefined ? [behind, monthBefore] : [before, monthBehind];
  const year = YEAR.exec(text)?.[0];
  if (day === undefined || month === undefined || year === undefined) return [];
  return [text, year, String(MONTH_NAMES.indexOf(month.toLowerCase()) + 1), day];
}

/** With the year before month and day where one of the two figures can only be the day; as it was where both may be. */
function yearFirst(text: string): string {
  return text.replace(IN_FIGURES, (whole, first: string, second: string, year: string) => {
    const [day, month] = Number(first) > MONTHS ? [first, second] : [second, first];
    if (Number(day) <= MONTHS || Number(month) > MONTHS) return whole;
    return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  });
}

/** Hours alone, or with minutes and no colon, are not read by every parser. */
function withOffset(text: string, [whole, time, sign, hours = '', minutes = '00']: RegExpExecArray): string {
  return withZone(text.replace(whole, `${time}${sign}${hours.padStart(2, '0')}:${minutes}`), true);
}

function withZone(text: string, hasZone: boolean): string {
  const [, day, time, zone = 'Z'] = ISO_TIME.exec(text) ?? [];
  if (day !== undefined) return `${day}T${time}${/^[+-]/.test(zone) ? zone : 'Z'}`;
  return hasZone || /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : `${text} UTC`;
}

/**
 * An absolute http or https address; `undefined` for anything else. The session that a site writes into the links of visitors
 * without cookies is left out: with it a known post would be a new one in every round.
 */
export function webAddress(link: string | undefined, base: string): string | undefined {
  const text = link?.trim() ?? '';
  if (text === '' || !URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  return url.protocol === 'http:' || url.protocol === 'https:' ? sessionFree(url).href : undefined;
}

function mediaKind(type: string | undefined): 'image' | 'video' | 'audio' | 'file' {
  const family = /^(image|gifv|video|audio)/.exec((type ?? '').toLowerCase())?.[1];
  if (family === 'gifv') return 'video';
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'file';
}

function firstFilled(...values: readonly (string | undefined)[]): string | undefined {
  return values.map((value) => value?.trim()).find((value) => value !== undefined && value !== '');
}

function withoutGaps(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
