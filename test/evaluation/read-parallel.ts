import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * Who translated a text: `source` is what the others are translated from, `ours-needs-native-review` is the project's own
 * translation, and only a translator by trade, named in `by`, makes it `professional`.
 */
const Translation = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('source'), by: z.string().min(2) }),
  z.strictObject({ status: z.literal('ours-needs-native-review'), by: z.string().min(2) }),
  z.strictObject({
    status: z.literal('professional'),
    by: z
      .string()
      .min(2)
      .refine(
        (by) => by !== 'the project',
        'expected the name of a translator or an agency, not "the project"',
      ),
  }),
]);

/** One text in one language or romanised form. `script` is its ISO 15924 code. */
const ParallelText = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  language: z.string().regex(/^[a-z]{2,3}(?:-Latn)?$/),
  script: z.string().regex(/^[A-Z][a-z]{3}$/),
  text: z.string().min(10),
  translation: Translation,
});
export type ParallelText = z.infer<typeof ParallelText>;

/**
 * Every text of the folder, `<language>.ndjson` by name.
 * @throws Error that names every bad line, with what was expected there
 */
export async function readParallel(dir: string): Promise<readonly ParallelText[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.ndjson')).toSorted();
  const texts: ParallelText[] = [];
  const faults: string[] = [];
  for (const name of names) {
    const lines = (await readFile(join(dir, name), 'utf8')).split('\n');
    for (const [at, line] of lines.entries()) {
      if (line.trim() === '') continue;
      const read = readLine(line, name);
      if (typeof read === 'string') faults.push(`${name}:${at + 1}: ${read}`);
      else texts.push(read);
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return texts;
}

/** The text of a line, or what is wrong with it. */
function readLine(line: string, file: string): ParallelText | string {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return 'expected one JSON object a line';
  }
  const read = ParallelText.safeParse(json);
  if (!read.success)
    return read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  if (file !== `${read.data.language}.ndjson`)
    return `expected it in ${read.data.language}.ndjson, since its language is "${read.data.language}"`;
  return read.data;
}
