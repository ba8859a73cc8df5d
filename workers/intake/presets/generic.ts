import { requireColumns } from '../columns.ts';
import { exactText, isInexact } from '../exact-id.ts';
import type { ImportMapping } from '../mapping.ts';
import { mediaKind } from '../media-kind.ts';
import type { Preset, ReadOptions, RecordReader, Row } from '../preset.ts';
import { draftToPost, type ParsedRecord, toPost } from '../record.ts';
import { statedTime } from '../time.ts';

const ADVICE = '--map id=COLUMN,text=COLUMN says which they are, --preset which tool wrote the file';

type Columns = ImportMapping['columns'];

/** Records of one's own: our names, or a mapping to them. */
export const generic: Preset = {
  name: 'generic',
  formats: ['csv', 'ndjson', 'json'],
  isRecordList: (keys) => keys.length === 0,
  forColumns(columns, options): RecordReader<Row> {
    const mapped = withDefaults(options.mapping?.columns ?? {});
    const used = namesIn(mapped);
    // What is named must be there; what is only our own name may be missing, but for id and text.
    const needed = [...namesIn({ ...options.mapping?.columns, id: mapped.id, text: mapped.text })];
    requireColumns(
      columns,
      needed.map((name) => [name]),
      used,
      ADVICE,
    );
    return { used, take: readerFor(mapped, options, (row, name) => row[name]) };
  },
  forRecords(options): RecordReader<unknown> {
    const mapped = withDefaults(options.mapping?.columns ?? {});
    const used = new Set([...namesIn(mapped)].map((name) => name.split('.')[0] ?? name));
    return { used, take: readerFor(mapped, options, valueAt) };
  },
};

interface Mapped extends Columns {
  readonly id: string | string[];
  readonly text: string | string[];
}

function withDefaults({ id = 'id', text = 'text', ...others }: Columns): Mapped {
  return { id, text, lang: 'lang', author: 'author', url: 'url', publishedAt: 'publishedAt', ...others };
}

function namesIn(columns: Columns): Set<string> {
  return new Set(Object.values(columns).flatMap((names) => names ?? []));
}

function readerFor<T>(
  columns: Mapped,
  { mapping, timeZone }: ReadOptions,
  get: (record: T, name: string) => unknown,
): (record: T) => ParsedRecord {
  const zone = timeZone ?? mapping?.timeZone;
  const { publishedAt, mediaType, mediaAlt, mediaSha256, replyTo, title } = columns;
  return (record) => {
    if (mapping === undefined) {
      // Nearly every record under our own names is one as it stands, and checked in a third of the time.
      const plain = toPost(record);
      if ('post' in plain) return plain;
    }
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return toPost(record);
    const one = (name: string | undefined): unknown => (name === undefined ? undefined : get(record, name));
    const joined = (
      names: string | readonly string[],
      join: (values: readonly unknown[]) => unknown,
    ): unknown => (typeof names === 'string' ? one(names) : join(names.map(one)));
    const media = mediaOf(one(mediaType), one(mediaAlt), one(mediaSha256));
    const draft = {
      // Joined to text it would pass for an id, so it is shown as the number that it is.
      id: [columns.id].flat().map(one).find(isInexact) ?? joined(columns.id, idOf),
      text: joined(columns.text, textOfAll),
      lang: firstFilled(one(columns.lang), mapping?.language),
      author: one(columns.author),
      url: one(columns.url),
      publishedAt: statedTime(one(publishedAt), zone),
    };
    // Without text a record of one's own is told, as it may be the wrong column that was named.
    const parsed = isBlank(draft.text)
      ? toPost(draft)
      : draftToPost({ ...draft, media, replyTo: textOf(one(replyTo)), title: textOf(one(title)) });
    return 'fault' in parsed ? { ...parsed, fault: inTheirNames(parsed.fault, columns) } : parsed;
  };
}

/** A name that stands in the object as it is, else a way into it by its dots. */
function valueAt(record: unknown, name: string): unknown {
  if (typeof record !== 'object' || record === null) return undefined;
  if (Object.hasOwn(record, name)) return (record as Record<string, unknown>)[name];
  let value: unknown = record;
  for (const step of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** A fault names our fields; who has named the columns looks for those. */
function inTheirNames(fault: string, columns: Mapped): string {
  return fault.replace(/(^|; )(\w+): /g, (whole, before: string, field: string) => {
    const theirs = Object.entries(columns).find(([ours]) => ours === field)?.[1];
    const name = [theirs ?? field].flat().join(' and ');
    return name === field ? whole : `${before}${field} (from "${name}"): `;
  });
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function textOfAll(values: readonly unknown[]): string | undefined {
  const filled = values.flatMap((value) => textOf(value) ?? []);
  return filled.length === 0 ? undefined : filled.join('\n');
}

/** An empty part keeps its place: without it the id could be that of another post. */
function idOf(values: readonly unknown[]): string | undefined {
  const parts = values.map((value) => textOf(value) ?? '');
  return parts.every((part) => part === '') ? undefined : parts.join('/');
}

function firstFilled(...values: readonly unknown[]): unknown {
  return values.find((value) => value !== undefined && value !== null && value !== '');
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return exactText(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function mediaOf(type: unknown, alt: unknown, sha256: unknown) {
  const [kind, says, hash] = [textOf(type), textOf(alt), textOf(sha256)];
  if (kind === undefined && says === undefined && hash === undefined) return [];
  return [
    {
      kind: mediaKind(kind),
      ...(says === undefined ? {} : { alt: says }),
      ...(hash === undefined ? {} : { sha256: hash.trim().toLowerCase() }),
    },
  ];
}
