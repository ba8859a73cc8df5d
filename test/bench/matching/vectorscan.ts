import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Vectorscan {
  /** Least processor time of a pass over all posts, microseconds. */
  run(phrases: readonly string[], passes: number): number;
  /** By post, the numbers of the phrases in it. */
  find(phrases: readonly string[]): readonly ReadonlySet<number>[];
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
  function scan(phrases: readonly string[], passes: number, ...more: readonly string[]) {
    const phraseFile = join(dir, 'phrases.txt');
    writeFileSync(phraseFile, phrases.map((phrase) => `${phrase}\n`).join(''));
    const args = [phraseFile, postFile, String(passes), ...more];
    const { stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8' });
    const [nanoseconds, pairs] = stdout.trim().split(' ').map(Number);
    if (status !== 0 || nanoseconds === undefined || pairs === undefined)
      throw new Error(`the reference failed: ${stderr}`);
    return { microseconds: nanoseconds / 1000, pairs };
  }
  return {
    run: (phrases, passes) => scan(phrases, passes).microseconds,
    find(phrases) {
      const pairFile = join(dir, 'pairs');
      const { pairs } = scan(phrases, 1, pairFile);
      const numbers = new Uint32Array(new Uint8Array(readFileSync(pairFile)).buffer);
      if (numbers.length !== pairs * 2)
        throw new Error(`expected ${pairs} pairs of the reference, found ${numbers.length / 2}`);
      const byPost = posts.map(() => new Set<number>());
      for (let at = 0; at < numbers.length; at += 2) byPost[numbers[at] ?? 0]?.add(numbers[at + 1] ?? 0);
      return byPost;
    },
    close: () => rmSync(dir, { recursive: true, force: true }),
  };
}
