import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The packs the repository ships. Compiled code runs from `dist/rules` while the packs stay beside the sources, so the
 * folder is found from the nearest `package.json` above this file.
 */
export function shippedPacksDir(): string {
  let dir = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(dir, 'package.json'))) {
    const parent = dirname(dir);
    if (parent === dir)
      throw new Error('expected a package.json above the rules room, found none; reinstall Vigie');
    dir = parent;
  }
  return join(dir, 'rules', 'packs');
}

/** Where a build keeps compiled rules, beside its own code; null when running from the sources, which change. */
export function compiledRulesDir(): string | null {
  if (!import.meta.url.endsWith('.js')) return null;
  return join(dirname(fileURLToPath(import.meta.url)), 'compiled');
}
