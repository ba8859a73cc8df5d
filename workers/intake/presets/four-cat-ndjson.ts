import { isInexact } from '../exact-id.ts';
import type { Preset, Row } from '../preset.ts';
import { draftToPost, type ParsedRecord } from '../record.ts';
import { draftOf } from './four-cat-csv.ts';
import { SHAPES } from './four-cat-shapes.ts';
import { notThisFormat } from './not-this-format.ts';

/**
 * A data set of 4CAT as NDJSON, or a file of Zeeschuimer, which 4CAT reads: the platform's own items, the latter inside
 * `data`. Which platform an item is of shows in its fields.
 */
export const fourCatNdjson: Preset = {
  name: '4cat-ndjson',
  formats: ['ndjson', 'json'],
  isRecordList: (keys) => keys.length === 0,
  forColumns: () => notThisFormat('4cat-ndjson'),
  forRecords: ({ timeZone }) => ({
    used: undefined,
    take: (value) => takeItem(itemOf(value), timeZone ?? 'UTC'),
  }),
};

const NAMES = SHAPES.map(({ name }) => name).join(', ');

function takeItem(item: unknown, timeZone: string): ParsedRecord {
  for (const shape of SHAPES) {
    const draft = shape.draft(item);
    if (draft !== undefined) return draftToPost(draft);
  }
  if (isMapped(item)) {
    const row = rowOf(item);
    const draft = draftOf(row, timeZone);
    return draftToPost({ ...draft, id: draft.id === row.id ? item.id : draft.id });
  }
  return {
    fault: `expected an item of 4CAT that is known here (${NAMES}, or with id, body and timestamp), found another`,
    remedy: 'download the data set as CSV, which 4CAT maps for every platform, or name the fields with --map',
  };
}

/** Zeeschuimer wraps each item and says where it was seen. */
function itemOf(value: unknown): unknown {
  return isObject(value) && 'source_platform' in value && isObject(value.data) ? value.data : value;
}

/** Items that 4CAT has mapped have the names of its CSV. */
function isMapped(item: unknown): item is Record<string, unknown> {
  if (!isObject(item) || typeof item.body !== 'string' || !('id' in item)) return false;
  return 'timestamp' in item || 'unix_timestamp' in item;
}

/** Without numbers that are no longer what was written: an author or a parent would be another one. */
function rowOf(item: Record<string, unknown>): Row {
  return Object.fromEntries(
    Object.entries(item).flatMap(([name, field]) =>
      typeof field === 'string' || (typeof field === 'number' && !isInexact(field))
        ? [[name, String(field)]]
        : [],
    ),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
