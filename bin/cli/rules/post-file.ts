import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { LANGUAGE_TAG } from '../../../queue/contracts/index.ts';
import { AppError, messageOf } from '../../../queue/runtime/errors.ts';
import { readLines } from '../../../workers/intake/lines.ts';

/** A tag is shorter: so much of anything else tells what it is. */
const MAX_TOLD = 40;

const Line = z.object({
  text: z.string(),
  lang: z
    .string()
    .regex(LANGUAGE_TAG, {
      error: ({ input }) =>
        `expected a language tag such as "ar", found ${JSON.stringify(String(input).slice(0, MAX_TOLD))}`,
    })
    .default('und'),
  label: z.enum(['offer', 'not_offer', 'protect']).optional(),
});
export type LabelledPost = z.infer<typeof Line>;

const MAX_REPORTED = 20;

/**
 * Reads posts to measure rules on: NDJSON, plain or with `.gz`, one `{"text", "lang"?, "label"?}` per line.
 * @throws AppError `input.invalid` with the number of every bad line
 */
export async function readPosts(path: string): Promise<readonly LabelledPost[]> {
  const posts: LabelledPost[] = [];
  const faults: string[] = [];
  try {
    for await (const lines of readLines(bytesOf(path))) {
      for (const line of lines) {
        const parsed = 'fault' in line ? line : parseLine(line.text);
        if ('fault' in parsed) faults.push(`${path}:${line.number}: ${parsed.fault}`);
        else posts.push(parsed);
      }
    }
  } catch (error) {
    throw new AppError(
      'input.invalid',
      `expected to read ${path}, but ${messageOf(error)}`,
      { path },
      { cause: error },
    );
  }
  if (faults.length > MAX_REPORTED)
    faults.splice(MAX_REPORTED, faults.length, `${path}: and ${faults.length - MAX_REPORTED} more bad lines`);
  if (faults.length > 0) throw new AppError('input.invalid', faults.join('\n'), { path });
  if (posts.length === 0)
    throw new AppError('input.invalid', `expected at least one post in ${path}, found none`, { path });
  return posts;
}

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path);
  if (!path.endsWith('.gz')) {
    yield* file;
    return;
  }
  const unzipped = createGunzip();
  file.on('error', (error) => unzipped.destroy(error));
  yield* file.pipe(unzipped);
}

function parseLine(text: string): LabelledPost | { fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Without the parser's own words: they quote the line.
    return { fault: 'expected one JSON object, found text that is no JSON' };
  }
  const parsed = Line.safeParse(value);
  if (parsed.success) return parsed.data;
  return {
    fault: parsed.error.issues
      .map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`)
      .join('; '),
  };
}
