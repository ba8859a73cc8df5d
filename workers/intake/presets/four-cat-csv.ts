import { showsMovingPicture } from '../../sources/bluesky/read-links.ts';
import { requireColumns } from '../columns.ts';
import { readBody } from '../html-body.ts';
import { mediaKind } from '../media-kind.ts';
import type { Preset, RecordReader, Row } from '../preset.ts';
import { draftToPost } from '../record.ts';
import { textOfParts } from '../text-of-parts.ts';
import { statedTime } from '../time.ts';
import { notThisFormat } from './not-this-format.ts';
import { leadsElsewhere } from './telegram-text.ts';

/** In the order in which the first that is filled counts. */
const AUTHOR = [
  ...['author', 'author_id', 'author_name', 'author_screen_name', 'account', 'account_id'],
  ...['user', 'username'],
];
const LANGUAGE = ['language_guess', 'language', 'languages', 'lang'];
const ADDRESS = ['url', 'link', 'tiktok_url', 'comment_url', 'post_url'];
const TIME = ['unix_timestamp', 'timestamp', 'created_at'];
const IMAGES = ['image_urls', 'image_url', 'images'];
const VIDEOS = ['video_urls', 'video_url', 'videos'];
/** Columns that only these data sources have, of those whose `body` is the platform's HTML, and where the platform is. */
const HTML_SOURCES: readonly { readonly columns: readonly string[]; readonly places: readonly string[] }[] = [
  { columns: ['account_note', 'reblogs_count'], places: ['https://gab.com'] },
  // The second one counts who follows a link; the text says where it leads.
  {
    columns: ['account_verified', 'video_thumbs'],
    places: ['https://truthsocial.com', 'https://links.truthsocial.com'],
  },
  // Where 4CAT was not asked to strip it.
  { columns: ['is_topic_elite', 'is_highlighted'], places: ['https://www.douban.com'] },
];
/** The post's own title, as its platform calls it: 4CAT gives no title of a thread. */
const TITLE = ['subject', 'title'];
const USED = new Set([
  ...['id', 'body', 'thread_id', 'chat', 'reply_to', 'attachment_type', 'media_type', 'image_md5', 'board'],
  // Words that stand on a video, the address of the card below a message, and where the links of a post of Bluesky lead.
  ...['stickers', 'link_attached', 'links'],
  ...TITLE,
  ...[AUTHOR, LANGUAGE, ADDRESS, TIME, IMAGES, VIDEOS].flat(),
]);

/**
 * A data set as 4CAT gives it for download: the mapped items of any of its data sources. `timestamp` is written without a
 * zone; where `unix_timestamp` does not say better it is taken for UTC, which 4CAT's own containers run in.
 */
export const fourCatCsv: Preset = {
  name: '4cat-csv',
  formats: ['csv'],
  isRecordList: () => false,
  forColumns(columns, { timeZone }): RecordReader<Row> {
    requireColumns(
      columns,
      [['id'], ['body']],
      USED,
      'choose the preset of the tool that wrote the file, or name the columns with --map',
    );
    return { used: USED, take: (row) => draftToPost(draftOf(row, timeZone ?? 'UTC')) };
  },
  forRecords: () => notThisFormat('4cat-csv'),
};

/** A post from a mapped item: a row of the CSV, or an object with the same names. */
export function draftOf(row: Row, timeZone: string) {
  const first = (names: readonly string[]) => names.map((name) => row[name]?.trim()).find((text) => text);
  const { text, links } = bodyOf(row);
  return {
    id: keyOf(row),
    text: textOfParts([first(TITLE), text, row.stickers]),
    links: [...links, cardOf(row), ...linksOf(row)],
    lang: languageOf(first(LANGUAGE)),
    author: authorOf(first(AUTHOR)),
    url: webAddress(first(ADDRESS)) ?? telegramAddress(row),
    publishedAt: statedTime(first(TIME), timeZone),
    media: mediaOf(row),
    replyTo: row.chat && row.reply_to?.trim() ? `${row.chat}-${row.reply_to.trim()}` : undefined,
  };
}

/**
 * VK numbers the posts of each wall, and the boards of 4chan and 8kun their own: a number alone would make posts of different
 * people versions of one.
 */
function keyOf({ id, link, board, image_md5: picture }: Row): string | undefined {
  if (id === undefined || id.trim() === '') return id;
  const wall = /^https?:\/\/(?:\w+\.)?vk\.(?:com|ru)\/wall(-?\d+)_\d+/.exec(link ?? '')?.[1];
  if (wall !== undefined) return `${wall}_${id}`;
  return picture !== undefined && board?.trim() ? `${board.trim()}/${id}` : id;
}

function bodyOf(row: Row): ReturnType<typeof readBody> {
  const { body = '' } = row;
  const source = HTML_SOURCES.find(({ columns }) => columns.every((name) => Object.hasOwn(row, name)));
  return source === undefined ? { text: body, links: [] } : readBody(body, source.places);
}

/** The card below a message, but for one of the channel itself. */
function cardOf({ chat, link_attached: card = '' }: Row): string | undefined {
  return leadsElsewhere(chat, card) ? card : undefined;
}

/** 4CAT writes this in the place of authors where it was asked to leave them out. */
function authorOf(author: string | undefined): string | undefined {
  return author === 'REDACTED' ? undefined : author;
}

/** Some sources give several, as a list. */
function languageOf(stated: string | undefined): string | undefined {
  return stated?.split(/[,;\s]+/).find((tag) => /^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*$/.test(tag));
}

function webAddress(text: string | undefined): string | undefined {
  return text !== undefined && /^https?:\/\//i.test(text) ? text : undefined;
}

/** Of Bluesky they come in no order of their own: sorted, so that two downloads of a post have one text. */
function linksOf({ id, links = '' }: Row): string[] {
  if (id?.startsWith('at://') !== true) return [];
  return links
    .split(/,(?=[a-z][a-z+.-]*:)/i)
    .filter((link) => !showsMovingPicture(link))
    .sort();
}

/** `chat` is a public name where the chat has one, else its number: only a name makes an address. */
function telegramAddress({ chat, id }: Row): string | undefined {
  const number = id?.split('-').at(-1);
  return chat !== undefined && /^[A-Za-z]\w{3,31}$/.test(chat) && number !== undefined && /^\d+$/.test(number)
    ? `https://t.me/${chat}/${number}`
    : undefined;
}

function mediaOf(row: Row) {
  const listed = (names: readonly string[], kind: 'image' | 'video') => {
    const filled = names.map((name) => row[name]?.trim()).find((text) => text);
    return (filled?.split(',') ?? []).filter((address) => address.trim() !== '').map(() => ({ kind }));
  };
  const files = [...listed(IMAGES, 'image'), ...listed(VIDEOS, 'video')];
  if (files.length > 0) return files;
  const type = row.attachment_type?.trim() || row.media_type?.trim();
  return type && /^(?:photo|image|video|audio|voice|application|document|text$)/i.test(type)
    ? [{ kind: mediaKind(type) }]
    : [];
}
