import { z } from 'zod';
import { CollectedPost } from '../../queue/contracts/index.ts';
import { addressOf, withAddresses } from '../sources/parse/addresses.ts';
import { languageTag } from '../sources/parse/language-tag.ts';
import { ExactId, exactText } from './exact-id.ts';

const { key, author, permalink, publishedAt, media, thread } = CollectedPost.shape;

/** An export leaves a field empty, or `null`, where it has nothing to say. */
function orEmpty<T extends z.ZodType>(field: T) {
  return z.union([z.literal(['', null]).transform(() => undefined), field]).optional();
}

const Id = ExactId.transform(String);
const text = CollectedPost.shape.text.refine(
  (said) => said === '' || said.trim() !== '',
  'expected text, found blanks alone',
);

/** Some exports give accounts as numbers. One that JSON did not hold is left out: it may be that of somebody else. */
const Author = z
  .union([z.literal(['', null]).transform(() => undefined), z.number().transform(exactText), author])
  .optional();

/** One line of an import file, checked once. Unknown fields are passed over: exports of other tools carry many. */
const ImportRecord = z.object({
  id: Id.pipe(key),
  text,
  lang: z.unknown().transform(languageTag).optional(),
  author: Author,
  url: orEmpty(permalink),
  publishedAt: orEmpty(publishedAt),
});

/** What a preset or a mapping makes of a record: the same, and what only they know how to read. */
const Draft = ImportRecord.extend({ media, thread });

/** The fields of a record as its file gives them, under our names. */
export interface RecordDraft {
  readonly id: unknown;
  readonly text: unknown;
  /** Where its links, buttons and cards lead, as the file gives it; it stands behind the text as in collected posts. */
  readonly links?: readonly (string | null | undefined)[];
  readonly lang?: unknown;
  readonly author?: unknown;
  readonly url?: unknown;
  /** ISO 8601 with a zone. */
  readonly publishedAt?: unknown;
  readonly media?: readonly {
    readonly kind: 'image' | 'video' | 'audio' | 'file';
    readonly alt?: string;
    readonly sha256?: string;
  }[];
  readonly replyTo?: string | undefined;
  readonly title?: string | undefined;
}

/** A record that is a post, or should have been one. */
export type CheckedRecord =
  | {
      readonly post: CollectedPost;
      /** What the record states as its language is none: a hint, so it is left out alone. */
      readonly hasNoTag?: true;
    }
  | {
      readonly fault: string;
      /** What to do, where that is not to mend the record. */
      readonly remedy?: string;
    };

/** What becomes of a record. `passedOver` says what it is instead of a post, in words that many records share. */
export type ParsedRecord = CheckedRecord | { readonly passedOver: string };

export function parseNdjsonRecord(line: string): CheckedRecord {
  return withJson(line, toPost);
}

/** Reads one JSON value and hands it on; never throws for what it says. */
export function withJson<T>(json: string, take: (value: unknown) => T): T | { readonly fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { fault: 'expected one JSON object, found text that is no JSON' };
  }
  return take(value);
}

/** A record as an object of fields, from JSON or from a CSV row with its header. Empty fields count as absent. */
export function toPost(value: unknown): CheckedRecord {
  const record = ImportRecord.safeParse(value);
  if (!record.success) return { fault: faultOf(record.error) };
  return checked(postOf(record.data), (value as RecordDraft).lang);
}

/** A post from a draft. Without text it is passed over: what exports list so are pictures and calls. */
export function draftToPost(given: RecordDraft): ParsedRecord {
  const draft = withLinks(given);
  if (isBlank(draft.text)) return { passedOver: 'posts without text' };
  const { media: files, replyTo, title, ...plain } = draft;
  const cut = {
    ...plain,
    // Cut, never a reason to lose the post: its author may have chosen a name that long for that.
    author: typeof draft.author === 'string' ? draft.author.slice(0, 1000) : draft.author,
    ...(files === undefined || files.length === 0 ? {} : { media: files.slice(0, 50) }),
    ...(replyTo === undefined && title === undefined
      ? {}
      : {
          thread: {
            ...(replyTo === undefined ? {} : { replyTo }),
            ...(title === undefined ? {} : { title: title.slice(0, 1000) }),
          },
        }),
  };
  const record = Draft.safeParse(cut);
  if (!record.success) return { fault: faultOf(record.error) };
  const post = postOf(record.data);
  if (record.data.media !== undefined) post.media = record.data.media;
  if (record.data.thread !== undefined) post.thread = record.data.thread;
  return checked(post, draft.lang);
}

function withLinks({ links, ...draft }: RecordDraft): RecordDraft {
  if (links === undefined || !(typeof draft.text === 'string' || isBlank(draft.text))) return draft;
  const addresses = links.flatMap((link) => addressOf(link ?? '') ?? []);
  return { ...draft, text: withAddresses(String(draft.text ?? '').trim(), addresses) };
}

function checked(post: CollectedPost, statedLanguage: unknown): CheckedRecord {
  return post.language === undefined && !isBlank(statedLanguage) ? { post, hasNoTag: true } : { post };
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function postOf({ id, text, lang, author, url, publishedAt }: z.infer<typeof ImportRecord>): CollectedPost {
  const post: CollectedPost = { key: id, text };
  if (lang !== undefined) post.language = lang;
  if (author !== undefined) post.author = author;
  if (url !== undefined) post.permalink = url;
  if (publishedAt !== undefined) post.publishedAt = publishedAt;
  return post;
}

/** What is wrong, without repeating what the record says. */
function faultOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'record'}: ${reasonOf(issue)}`).join('; ');
}

/** Of a field that may be empty, what is wrong with its content. */
function reasonOf(issue: z.core.$ZodIssue): string {
  const inner = issue.code === 'invalid_union' ? issue.errors.at(-1)?.[0] : undefined;
  const message = issue.message === 'Invalid input' && inner ? inner.message : issue.message;
  // As every other message has it; what was found is named by its type alone, so nothing of the record is repeated.
  return message.replace(
    /^Invalid input: expected (.+), received (.+)$/,
    (_, expected: string, found: string) =>
      `expected ${expected}, found ${found === 'undefined' ? 'none' : found}`,
  );
}
