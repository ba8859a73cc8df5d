import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Vectorscan {
  /** Least processor time of a pass over all posts, microseconds, and the pairs of post and phrase found. */
  run(phrases: readonly string[], passes: number): { readonly microseconds: number; readonly pairs: number };
  close(): void;
}

/**
 * Builds the reference program with the system's compiler and library; null where either is missing.
 * @param posts ready-normalised text, words parted by one space
 */
export function buildVectorscan(posts: readonly string[]): Vectorscan | null {
  const flags = spawnSync('pkg-config', ['--cflags', '--libs', 'libhs'], { encoding: 'utf8' });
  if (flags.status !== 0) return null;
  const dir = mkdtempSync(join(tmpdir(), 'vigie-bench-'));
  const program = join(dir, 'vectorscan');
  const source = join(import.meta.dirname, 'vectorscan.c');
  const options = ['-O3', '-march=native', source, '-o', program, ...flags.stdout.trim().split(/\s+/)];
  if (spawnSync('cc', options, { stdio: 'inherit' }).status !== 0) return null;
  const postFile = join(dir, 'posts.txt');
  writeFileSync(postFile, posts.map((post) => `${post}\n`).join(''));
  return {
    run(phrases, passes) {
      const phraseFile = join(dir, 'phrases.txt');
      writeFileSync(phraseFile, phrases.map((phrase) => `${phrase}\n`).join(''));
      const { stdout, stderr } = spawnSync(program, [phraseFile, postFile, String(passes)], {
        encoding: 'utf8',
      });
      const [nanoseconds, pairs] = stdout.trim().split(' ').map(Number);
      if (nanoseconds === undefined || pairs === undefined)
        throw new Error(`the reference failed: ${stderr}`);
      return { microseconds: nanoseconds / 1000, pairs };
    },
    close: () => rmSync(dir, { recursive: true, force: true }),
  };
}
