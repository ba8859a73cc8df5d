import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../queue/runtime/thread-entry.ts';

/** What `vigie score` loads before the first post: what is loaded later, in the middle of a function, is left out. */
const SCORE = ['bin/cli/main.ts', 'bin/cli/commands/score.ts'];

/** Files of ours that these load when they are loaded themselves, relative to the root. */
function loadedWith(entries: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...entries];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const folder = dirname(join(projectRoot(), file));
    for (const path of importsOf(readFileSync(join(projectRoot(), file), 'utf8')))
      if (path.startsWith('.')) open.push(relative(projectRoot(), join(folder, path)));
  }
  return seen;
}

/** Packages that files load when they are loaded themselves. */
function packagesOf(files: ReadonlySet<string>): readonly string[] {
  const paths = [...files].flatMap((file) => importsOf(readFileSync(join(projectRoot(), file), 'utf8')));
  return [...new Set(paths.filter((path) => !/^(\.|node:)/.test(path)))].toSorted();
}

/** Types are erased, and what names nothing but types loads nothing. */
function importsOf(source: string): readonly string[] {
  return [...source.matchAll(/^(?:import|export) (?!type )([^;]*?) from '([^']+)';/gms)]
    .filter(([, names = '']) => !/^\{\s*(type [^,}]+,?\s*)+\}$/.test(names))
    .map(([, , path = '']) => path);
}

describe('a start of the scorer', () => {
  const loaded = loadedWith(SCORE);

  it('loads the scorer', () => {
    expect(loaded).toContain('rules/score/create-scorer.ts');
    expect(loaded.size).toBeGreaterThan(60);
  });

  it('loads few packages: a parser of YAML alone would be a tenth of it', () => {
    expect(packagesOf(loaded)).toEqual(['canonicalize', 'commander', 'zod']);
  });

  it('loads nothing of what it can do without', () => {
    const spared =
      /^queue\/(?!runtime\/)|^dashboard\/|^workers\/(?!intake\/)|^rules\/(lint|analysis)\/|\/parse-packs?\.ts$|\/compile-rules\.ts$/;
    expect([...loaded].filter((file) => spared.test(file))).toEqual([]);
  });
});
