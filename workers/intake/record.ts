import { z } from 'zod';
import { CollectedPost } from '../../queue/contracts/index.ts';

const { key, text, language, author, permalink, publishedAt } = CollectedPost.shape;

/** An export leaves a field empty, or `null`, where it has nothing to say. */
function orEmpty<T extends z.ZodType>(field: T) {
  return z.union([z.literal(['', null]).transform(() => undefined), field]).optional();
}

/** Beyond 2^53 two ids that differ are one number: the second post would be taken for the first. */
const Id = z
  .union([z.string(), z.number()], 'expected text or a number')
  .refine(
    (id) => typeof id === 'string' || Math.abs(id) <= Number.MAX_SAFE_INTEGER,
    'expected a number of at most 15 digits, or text in quotes',
  )
  .transform(String);

/** One line of an import file, checked once. Unknown fields are passed over: exports of other tools carry many. */
const ImportRecord = z.object({
  id: Id.pipe(key),
  text,
  lang: orEmpty(language),
  author: orEmpty(author),
  url: orEmpty(permalink),
  publishedAt: orEmpty(publishedAt),
});

export type ParsedRecord = { readonly post: CollectedPost } | { readonly fault: string };

export function parseNdjsonRecord(line: string): ParsedRecord {
  try {
    return toPost(JSON.parse(line));
  } catch {
    return { fault: 'expected one JSON object, found text that is no JSON' };
  }
}

/** A record as an object of fields, from JSON or from a CSV row with its header. Empty fields count as absent. */
export function toPost(value: unknown): ParsedRecord {
  const record = ImportRecord.safeParse(value);
  if (!record.success) return { fault: faultOf(record.error) };
  const { id, text, lang, author, url, publishedAt } = record.data;
  const post: CollectedPost = { key: id, text };
  if (lang !== undefined) post.language = lang;
  if (author !== undefined) post.author = author;
  if (url !== undefined) post.permalink = url;
  if (publishedAt !== undefined) post.publishedAt = publishedAt;
  return { post };
}

/** What is wrong, without repeating what the record says. */
function faultOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'record'}: ${reasonOf(issue)}`).join('; ');
}

/** Of a field that may be empty, what is wrong with its content. */
function reasonOf(issue: z.core.$ZodIssue): string {
  const inner = issue.code === 'invalid_union' ? issue.errors.at(-1)?.[0] : undefined;
  return issue.message === 'Invalid input' && inner ? inner.message : issue.message;
}
