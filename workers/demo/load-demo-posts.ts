import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { AppError } from '../../queue/runtime/errors.ts';
import { projectRoot } from '../../queue/runtime/thread-entry.ts';

/** The four places of the fictional web. */
export const Place = z.enum(['feed', 'classifieds', 'board', 'timeline']);
export type Place = z.infer<typeof Place>;

const PostFile = z.strictObject({
  language: z.string(),
  posts: z.array(
    z.strictObject({
      on: Place,
      /** A second place that shows an exact copy. */
      alsoOn: Place.optional(),
      /** Which lane we expect; for our own checks, never served. */
      expect: z.enum(['none', 'review', 'protect']),
      /** What the post is an example of; never served. */
      about: z.string(),
      text: z.string().min(1),
    }),
  ),
});

/** One fictional post as a place of the demo shows it. */
export interface DemoPost {
  readonly id: string;
  readonly place: Place;
  readonly language: string;
  readonly expect: 'none' | 'review' | 'protect';
  readonly about: string;
  readonly text: string;
  readonly author: string;
  readonly publishedAt: string;
}

/** Every run serves the same times, so that keys, order and hashes are the same too. */
const NEWEST_MS = Date.parse('2026-11-20T18:00:00Z');
const STEP_MS = 17 * 60_000;

/**
 * Reads the fictional posts, one file per language, and mixes the languages as a real place does: one of each in turn.
 * @throws AppError `config.invalid` for a file that breaks its form.
 */
export async function loadDemoPosts(): Promise<DemoPost[]> {
  const folder = join(projectRoot(), 'workers', 'demo', 'posts');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yml')).sort();
  const files = await Promise.all(
    names.map(async (name) => {
      const parsed = PostFile.safeParse(parse(await readFile(join(folder, name), 'utf8')));
      if (parsed.success) return parsed.data;
      throw new AppError(
        'config.invalid',
        `expected demo posts in ${name}: ${z.prettifyError(parsed.error)}`,
      );
    }),
  );
  const rows = Math.max(0, ...files.map((file) => file.posts.length));
  const mixed: DemoPost[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (const { language, posts } of files) {
      const post = posts[row];
      if (post === undefined) continue;
      for (const place of post.alsoOn === undefined ? [post.on] : [post.on, post.alsoOn]) {
        mixed.push({
          id: `${language}-${row + 1}`,
          place,
          language,
          expect: post.expect,
          about: post.about,
          text: post.text,
          author: `fictional_${language}_${row + 1}`,
          publishedAt: new Date(NEWEST_MS - mixed.length * STEP_MS).toISOString(),
        });
      }
    }
  }
  return mixed;
}
