import { z } from 'zod';
import { CollectedPost } from '../../queue/contracts/index.ts';

/** One line of an import file. Unknown fields are passed over: exports of other tools carry many. */
const ImportRecord = z.object({
  id: z.union([z.string(), z.number()]).transform(String).pipe(z.string().min(1)),
  text: z.string().min(1),
  lang: z.string().max(35).optional(),
  author: z.string().optional(),
  url: z.string().optional(),
  publishedAt: z.string().optional(),
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
  const post = CollectedPost.safeParse({
    key: id,
    text,
    ...(lang ? { language: lang } : {}),
    ...(author ? { author } : {}),
    ...(url ? { permalink: url } : {}),
    ...(publishedAt ? { publishedAt } : {}),
  });
  return post.success ? { post: post.data } : { fault: faultOf(post.error) };
}

/** What is wrong, without repeating what the record says. */
function faultOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'record'}: ${issue.message}`).join('; ');
}
