import { z } from 'zod';
import { isTimeZone } from './time.ts';

const Column = z.string().trim().min(1).max(200);
/** Several columns: their texts stand below one another. */
const Columns = z.union([Column, z.array(Column).min(1).max(10)]);

const fields = {
  id: Columns.describe(
    'What tells one post from every other of its source; several columns are joined by "/".',
  ),
  text: Columns.describe('The text; several columns stand below one another, such as title and body.'),
  lang: Column.describe('BCP 47 tag of the language, a hint only.'),
  author: Column.describe('Who wrote it. Sealed when it is taken in; it appears as a keyed token.'),
  url: Column.describe('Address of the post.'),
  publishedAt: Column.describe('When: ISO 8601, or seconds or milliseconds since 1970.'),
  replyTo: Column.describe('The id of the post that this one answers.'),
  title: Column.describe('Title of the thread that it stands in.'),
  mediaType: Column.describe(
    'Kind of what it shows: image, video, audio, or a media type such as image/jpeg.',
  ),
  mediaAlt: Column.describe('What the picture is said to show.'),
  mediaSha256: Column.describe('SHA-256 of the original, 64 hexadecimal digits.'),
};

const MAPPED_FIELDS = Object.keys(fields) as (keyof typeof fields)[];

/** Which columns of a file, or fields of its JSON objects (`user.name` leads into an object), are which of ours. */
export const ImportMapping = z.strictObject({
  columns: z
    .strictObject(fields)
    .partial()
    .describe('Our name: the name in the file. What is not named keeps its own name.'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'expected a time zone such as Europe/Athens or +03:30')
    .optional()
    .describe('Zone of times that name none, such as Europe/Athens or +03:30.'),
  language: z
    .string()
    .min(2)
    .max(35)
    .optional()
    .describe('BCP 47 tag for every post whose own language is not given.'),
  delimiter: z
    .enum([',', ';', '\t', '|'])
    .optional()
    .describe('What stands between two fields of a CSV file; found out where it is left out.'),
});
export type ImportMapping = z.infer<typeof ImportMapping>;

/**
 * Reads `text=body,author=user` as `--map` takes it; `text=title+body` names two columns.
 * @returns the mapping, or every fault at once
 */
export function parseMap(given: string): { readonly mapping: ImportMapping } | { readonly faults: string[] } {
  const faults: string[] = [];
  const columns: Record<string, string | string[]> = {};
  for (const [index, part] of given.split(',').entries()) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0)).trim();
    const value = part.slice(at + 1).trim();
    if (at === -1 || name === '' || value === '') {
      faults.push(`expected field=column as part ${index + 1}, found "${part.trim()}"`);
    } else if (!MAPPED_FIELDS.some((field) => field === name)) {
      faults.push(`expected one of ${MAPPED_FIELDS.join(', ')} before "=", found "${name}"`);
    } else if (name in columns) {
      faults.push(`expected "${name}" once, found it twice`);
    } else {
      const isList = (name === 'text' || name === 'id') && value.includes('+');
      columns[name] = isList ? value.split('+') : value;
    }
  }
  if (faults.length > 0) return { faults };
  const parsed = ImportMapping.safeParse({ columns });
  return parsed.success
    ? { mapping: parsed.data }
    : { faults: parsed.error.issues.map(({ path, message }) => `${path.slice(1).join('.')}: ${message}`) };
}

/** The shape of a mapping file as JSON Schema (draft 2020-12), for editors. */
export function mappingJsonSchema(): unknown {
  return { title: 'Vigie import mapping', ...z.toJSONSchema(ImportMapping, { io: 'input' }) };
}
