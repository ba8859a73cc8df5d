import { requireColumns } from '../columns.ts';
import { mediaKind } from '../media-kind.ts';
import type { Preset, RecordReader, Row } from '../preset.ts';
import { draftToPost } from '../record.ts';
import { statedTime } from '../time.ts';
import { notThisFormat } from './not-this-format.ts';

const AUTHOR = ['post_owner.id', 'post_owner.username', 'post_owner.name', 'owner.id', 'owner.username'];
const USED = new Set([
  ...['id', 'text', 'creation_time', 'lang', 'mcl_url', 'multimedia', 'content_type'],
  ...AUTHOR,
]);

/**
 * Download of Facebook, Instagram and Threads posts from Meta Content Library. Names of columns are the API fields of its
 * data dictionary; the address is the library's own (`mcl_url`), which opens for approved researchers: the library's ids
 * lead nowhere on the platforms.
 */
export const metaContentLibrary: Preset = {
  name: 'meta-content-library',
  formats: ['csv'],
  isRecordList: () => false,
  forColumns(columns, { timeZone }): RecordReader<Row> {
    requireColumns(
      columns,
      [['id'], ['text'], ['creation_time']],
      USED,
      'choose the preset of the tool that wrote the file, or name the columns with --map',
    );
    return {
      used: USED,
      take: (row) =>
        draftToPost({
          id: row.id,
          text: row.text,
          lang: row.lang,
          author: AUTHOR.map((name) => row[name]).find((value) => value !== undefined && value !== ''),
          url: row.mcl_url,
          publishedAt: statedTime(row.creation_time, timeZone ?? 'UTC'),
          media: mediaOf(row),
        }),
    };
  },
  forRecords: () => notThisFormat('meta-content-library'),
};

/** `multimedia` is JSON, a list of objects with a `type`; where it is left out the kind of post says what it shows. */
function mediaOf({ multimedia = '', content_type: kind = '' }: Row) {
  let listed: unknown;
  try {
    listed = JSON.parse(multimedia);
  } catch {
    listed = undefined;
  }
  if (Array.isArray(listed)) {
    return listed.flatMap((one: unknown) => {
      const type = typeof one === 'object' && one !== null && 'type' in one ? one.type : undefined;
      return typeof type === 'string' ? [{ kind: mediaKind(type) }] : [];
    });
  }
  return /^(?:photo|album|video|reel)/i.test(kind) ? [{ kind: mediaKind(kind) }] : [];
}
